Service kits come onto a job as their parts, priced as the kit to the cent or as the parts, also from templates; kits are imported by list and their stock is what their parts allow.
