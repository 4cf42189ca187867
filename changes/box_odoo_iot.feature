An Odoo IoT box can be the box: it pairs with a text from Odoo, fetches its handlers from the server and answers the same calls as the daemon.
