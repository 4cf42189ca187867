Due work has its own place in the menu: Invite on a row, or the list, all rows, Invite: three clicks.
