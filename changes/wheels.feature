Customers' wheels are kept by place, set, size, tread and date per wheel, with label, slip and free places; their owners are invited before the season changes.
