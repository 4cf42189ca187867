nexo terminals pay back a part of a sale by its reference, without the card (setting *Refund without the card*).
