from odoo import api, fields, models
from odoo.fields import Domain


class GarageWorkorder(models.Model):
    """The cashier's queues: ready and unpaid, paid and key not returned."""

    _inherit = "garage.workorder"

    key_may_leave = fields.Boolean(search="_search_key_may_leave")

    @api.model
    def _search_key_may_leave(self, operator, value):
        """Only cars that are ready can go: few, so their verdicts are read."""
        if operator != "in":
            return NotImplemented
        ready = self.search([("state", "=", "ready")])
        free = ready.filtered("key_may_leave")
        domains = {True: Domain("id", "in", free.ids)}
        domains[False] = ~domains[True]
        return Domain.OR(domains[bool(wanted)] for wanted in value)
