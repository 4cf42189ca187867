Supplier price lists and ACES fitment files can be imported, and parts are found by number in any spelling with fit, stock and price.
