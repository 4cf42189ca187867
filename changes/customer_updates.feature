The customer is told when the vehicle is received, later than promised or ready, by the own channel, in the own language and outside the quiet hours; a moved promise asks the adviser first.
