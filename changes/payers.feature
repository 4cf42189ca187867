Warranty, goodwill and internal work: each job says who pays, another payer gets an order and a bill of its own, a share is divided to the cent, and the customer sees and pays only the own part.
