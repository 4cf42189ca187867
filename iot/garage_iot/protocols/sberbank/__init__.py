"""Sberbank UPOS: arguments, result files and slips of its command-line tools."""
