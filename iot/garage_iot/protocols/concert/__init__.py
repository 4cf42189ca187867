"""Concert V2 (Telium, protocol E+): messages on a serial line."""
