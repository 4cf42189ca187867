Terminals and printers are set up on a running box from Odoo: checked by their driver, kept over restarts, refused while a card is being charged.
