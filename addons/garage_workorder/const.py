"""Selections that several models share; their labels are translated with the fields."""

#: who may bear the price of a job
PAYER_KINDS = [
    ("customer", "Customer"),
    ("warranty", "Warranty"),
    ("goodwill", "Goodwill"),
    ("internal", "Internal"),
]
