"""Frame formats: bytes in, messages out; no socket and no clock."""
