Find a part of the suppliers' catalogues at the till, see its fit, stock and offers, and sell it with one key.
