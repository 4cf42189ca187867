The owner's board brings itself up to date every minute while it is looked at, says when it last did, and keeps the chosen period, also when you come back from the lines behind a number.
