Two records of one vehicle or customer are merged side by side: what belongs to either one is kept, values that lose are noted.
