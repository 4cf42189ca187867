Ask all live suppliers for a whole job or order at once: who has everything, for how much with deposits, and when; one click takes the chosen supplier.
