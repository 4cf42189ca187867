A part sold at the till charges its core deposit on a line of its own; the old part is refunded from the receipt.
