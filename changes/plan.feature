Workshop plan by bay and by mechanic, for a day or a week: drag work or use the keyboard, see hours booked and available, conflicts in words, unfinished work carried over to the next free place.
