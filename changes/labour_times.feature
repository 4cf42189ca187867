Labour times per vehicle: lists from files with preview and a report per line, several guides side by side, and a door for licensed guides.
