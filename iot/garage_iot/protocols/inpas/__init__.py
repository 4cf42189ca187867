"""INPAS SmartSale (DualConnector, SA protocol): messages and dialogue."""
