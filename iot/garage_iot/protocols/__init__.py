"""Messages of the devices as plain values; no socket and no clock."""
