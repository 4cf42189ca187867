Job templates and services say which kind of bay they need: booking page and next free place respect it, work for several kinds goes from bay to bay, and a drop on another bay is told.
