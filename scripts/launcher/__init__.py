"""What ./garage runs: set-up, demo garage, tests, lint and benches.

Standard library only, since it runs before anything is installed.
"""
