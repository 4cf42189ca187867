The customer's page shows where the vehicle is and follows by itself; a third device has to know the customer's phone number, an answer sent twice counts once, an expired link sends itself again.
