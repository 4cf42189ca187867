"""UCS EFTPOS: messages, dialogue, reports."""
