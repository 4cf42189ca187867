The box drives card terminals that speak nexo Retailer in the local network, encrypted and with a checked certificate; after a broken connection it asks the terminal for exactly this payment.
