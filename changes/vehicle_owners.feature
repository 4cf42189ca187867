A vehicle changes hands by one dialog with date and reason; an open visit stays with who ordered it, and says so.
