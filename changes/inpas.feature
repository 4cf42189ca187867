Card terminals with INPAS SmartSale are driven by the box over the network or a serial line, without the vendor's driver; only a clear approval of the amount asked for counts as paid.
