Odoo's own IoT box answers the handshake of the stock till, so that its cash drawer opens.
