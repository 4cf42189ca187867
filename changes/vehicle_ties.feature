Vehicles are tied to their catalogue vehicle by key numbers, make, model, year and engine, say why, and offer the choice with what differs where several are possible.
