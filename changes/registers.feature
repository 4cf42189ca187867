A plate or VIN that is typed is asked at a public register, which fills what nobody typed, marked with its source; RDW, DVLA, NHTSA vPIC and bought German key numbers.
