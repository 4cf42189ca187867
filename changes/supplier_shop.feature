Go to a supplier's own web shop from an order, a job or the live supplier; the cart comes back signed, once, as a proposal that a person checks and takes over.
