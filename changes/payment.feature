Customers get a link and a QR code to pay by phone, at the counter or on account; paid bills clear themselves at once.
