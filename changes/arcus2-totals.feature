The end of day of an ARCUS2 terminal shows sum and count from its slip; ARCUS2 and INPAS terminals that several
organisations share are told for which of them they take money.
