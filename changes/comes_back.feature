The card of a declined job says when it comes back and lets the adviser choose another day, or none.
