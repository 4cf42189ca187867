The till charges card terminals and prints through a box, pays open invoices and work orders, and closes the day with a numbered Z report compared with the terminals.
