Scan a slip, a key, a vehicle or a part on any page of the back office, with the camera, a hand scanner or by hand.
