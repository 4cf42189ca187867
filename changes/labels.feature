Labels for articles, bins and parts of a customer, on sheets of 24 or from a label printer.
