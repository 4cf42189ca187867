from odoo import fields, models


class GarageTimeCorrection(models.Model):
    """One change of a clocked time: who, when, why, and what stood there before."""

    _name = "garage.time.correction"
    _description = "Correction of a time"
    _order = "id desc"

    entry_id = fields.Many2one(
        "garage.time.entry",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="entry_id.company_id", store=True)
    user_id = fields.Many2one("res.users", string="By", required=True, readonly=True)
    reason = fields.Char(required=True, readonly=True)
    old_start = fields.Datetime(readonly=True)
    old_stop = fields.Datetime(readonly=True)
    new_start = fields.Datetime(readonly=True)
    new_stop = fields.Datetime(readonly=True)
