from odoo import models


class IrMailServer(models.Model):
    """In the demo garage no mail leaves the machine: it counts as delivered."""

    _inherit = "ir.mail_server"

    def _disable_send(cls):
        return True
