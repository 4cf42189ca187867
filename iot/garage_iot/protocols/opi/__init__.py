"""OPI (IXRetail XML): messages, dialogue, results; no socket, no clock."""
