from odoo import fields, models


class GarageTyreMove(models.Model):
    """Wheels came in or went out: when, where, how deep the tread was, who."""

    _name = "garage.tyre.move"
    _description = "Wheels in and out"
    _order = "date desc, id desc"
    _rec_name = "set_id"

    set_id = fields.Many2one(
        "garage.tyre.set", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="set_id.company_id", store=True)
    kind = fields.Selection([("in", "In"), ("out", "Out")], required=True)
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    location_id = fields.Many2one("garage.tyre.location", string="Place")
    tread = fields.Float(string="Least tread (mm)", digits=(4, 1))
    user_id = fields.Many2one(
        "res.users", string="By", default=lambda self: self.env.user
    )
