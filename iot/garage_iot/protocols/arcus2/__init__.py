"""ARCUS2: operations, settings and result files of its command-line tool."""
