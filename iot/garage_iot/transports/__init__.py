"""Byte pipes: they move bytes and know no message."""
