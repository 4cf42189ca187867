"""ESC/POS: rendering, status bytes and a reader for the simulator."""
