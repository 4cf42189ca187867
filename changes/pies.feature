Suppliers' PIES files fill the parts catalogue: descriptions, the price that the garage pays, core deposits, weights, bar codes, dangerous goods and withdrawn parts.
