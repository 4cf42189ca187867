"""Fuzzing of everything that reads bytes of a device; see ``targets``."""
