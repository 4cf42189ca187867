"""Garage box: card terminals, receipt printers and drawers behind one HTTP API."""

__version__ = "0.1.0"
API_VERSION = 1
