Work orders with jobs from templates, approval per job on the customer's phone, parts from stock, times, one final invoice and a key log.
