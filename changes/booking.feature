Customers book a visit online at times that are really free, move or cancel it, and check in with the key drop; promises at risk are told an hour before; every move of a key is logged.
