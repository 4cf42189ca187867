Due work has its own place in the menu: the list, all rows, Invite, three clicks.
