Finance sees each morning whom to remind and why, and bank files find their invoices by rules shown in words.
