Prices typed below the list ask for a reason and are reported per user, month and reason; differences of stock counts too, with their value.
