Parts are found from a purchase order, at the price of its supplier, and from anywhere with Alt+Shift+F; the best offer of the live suppliers stands beside each part found.
