A deposit can be asked for extra work too: a share of what no deposit was asked for yet.
