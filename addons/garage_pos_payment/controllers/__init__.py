from . import odoo_iot_box
