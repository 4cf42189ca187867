from odoo import fields, models


class GarageIotMerchant(models.Model):
    """The number under which a company takes money on a terminal."""

    _name = "garage.iot.merchant"
    _description = "Merchant number"
    _order = "device_id, company_id"
    _rec_name = "number"

    device_id = fields.Many2one(
        "garage.iot.device", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    number = fields.Char("Merchant number", required=True)

    _company_uniq = models.Constraint(
        "unique(device_id, company_id)",
        "This company already has a merchant number on this terminal.",
    )
