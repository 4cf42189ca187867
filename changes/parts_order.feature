Order what a job misses in one click: a supplier for each part with price, cut-off time and delivery, one order per supplier, never twice for the same need, and the card says how far it is.
