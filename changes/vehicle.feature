Find a vehicle by plate, VIN, phone or customer from one box; see its customer, odometer, warnings and history at once.
