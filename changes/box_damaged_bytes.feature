Damaged bytes of a card terminal stand in the box's log in hex, without card numbers.
