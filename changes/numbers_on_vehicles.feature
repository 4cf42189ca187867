Serial, lot and battery numbers and the dates of tyres are asked when a part is fitted, stay with the vehicle and stand on the bill; one list tells which vehicles have a lot.
