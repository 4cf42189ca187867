"""Payment rules that need no database."""
