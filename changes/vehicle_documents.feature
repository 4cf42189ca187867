Photos and papers of a vehicle in two taps from the phone, at the vehicle or the visit; the customer sees what is ticked, also under My account with the history of the own vehicles.
