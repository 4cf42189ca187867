from odoo import fields, models


class GarageLabourList(models.Model):
    """A guide of another kind, as a licensed one would add it."""

    _inherit = "garage.labour.list"

    provider = fields.Selection(
        selection_add=[("service", "Test service")],
        ondelete={"service": "cascade"},
    )
