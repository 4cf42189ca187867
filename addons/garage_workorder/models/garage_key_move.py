from odoo import api, fields, models
from odoo.exceptions import UserError

STATES = [
    ("none", "No key"),
    ("in_shop", "In the workshop"),
    ("handed_over", "Handed over"),
]
PLACES = [
    ("none", "No key"),
    ("board", "Key board"),
    ("mechanic", "With a mechanic"),
    ("drop", "Key drop"),
    ("locker", "Locker"),
    ("customer", "With the customer"),
]


class GarageKeyMove(models.Model):
    """One move of a vehicle's key; the log is only ever added to."""

    _name = "garage.key.move"
    _description = "Key move"
    _order = "at desc, id desc"

    workorder_id = fields.Many2one(
        "garage.workorder", required=True, ondelete="restrict", index=True
    )
    company_id = fields.Many2one(
        related="workorder_id.company_id", store=True, index=True
    )
    vehicle_id = fields.Many2one(related="workorder_id.vehicle_id", store=True)
    key_tag = fields.Char()
    from_state = fields.Selection(STATES, required=True)
    to_state = fields.Selection(STATES, required=True)
    from_place = fields.Selection(PLACES, string="From", default="none")
    to_place = fields.Selection(PLACES, string="To", default="none")
    holder_id = fields.Many2one("hr.employee", string="Taken by", ondelete="set null")
    at = fields.Datetime(required=True, default=fields.Datetime.now)
    user_id = fields.Many2one("res.users", required=True)
    note = fields.Char()

    def write(self, vals):
        if vals:
            raise UserError(self.env._("The key log cannot be changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The key log cannot be deleted."))
