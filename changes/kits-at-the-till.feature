A kit sold at the till is sold as its parts: they leave the stock, and its price is shared over them to the cent, as on a job.
