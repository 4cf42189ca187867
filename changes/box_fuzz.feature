Every parser of the box is fuzzed, shortly in each test run and for a minute each by the bench "fuzz"; what was found to reach new code is kept.
