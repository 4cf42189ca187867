Live suppliers take orders by their protocol, and say whether an order was surely not taken or may have been.
