"""Rules of the receivables add-on that need no database."""
