"""Payment rules of a work order that need no database."""
