A card payment comes through the box faster: strict, light reading of requests, fewer wake-ups and less work between the terminal's words.
