Sign on the tablet: staff turn the tablet, the customer answers per job and signs, the form comes back.
