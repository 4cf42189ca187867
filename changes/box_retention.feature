The box copies its journal every night and forgets slips after 90 days and settled payments after 400; a terminal can have its own highest amount and refuse refunds without a sale.
