Take customers, vehicles and past visits over from another system's CSV or Excel file: looked at before, bad rows given back with the reason, safe to repeat, undone if need be.
