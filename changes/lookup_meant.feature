The parts search forgives a wrong character and a mistyped word, says why each part was found, shows what replaces it and, for a part that is not in stock, what can take its place.
