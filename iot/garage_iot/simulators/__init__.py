"""Simulated devices for trying out and for tests; marked as such on screen."""
