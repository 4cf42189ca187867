from odoo import api, fields, models
from odoo.exceptions import UserError

KINDS = [
    ("setup", "Set up"),
    ("test", "Connection test"),
    ("last", "Last transaction"),
    ("totals", "Totals"),
    ("settle", "End of day"),
    ("page", "Test page"),
    ("reprint", "Slip printed again"),
    ("reversal", "Last payment taken back"),
    ("restart", "Restarted"),
]


class GarageIotOperation(models.Model):
    """A service function that somebody ran on a device, with its result."""

    _name = "garage.iot.operation"
    _description = "Device service"
    _order = "at desc, id desc"
    _rec_name = "kind"

    device_id = fields.Many2one(
        "garage.iot.device", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="device_id.company_id", store=True)
    at = fields.Datetime(required=True, default=fields.Datetime.now)
    user_id = fields.Many2one(
        "res.users", "By", required=True, default=lambda self: self.env.user
    )
    kind = fields.Selection(KINDS, "What", required=True)
    reason = fields.Char()
    ok = fields.Boolean("Succeeded")
    milliseconds = fields.Integer("Round trip (ms)")
    text = fields.Text("Result")

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("What was done on a device cannot be changed."))

    @api.model
    def _note(self, device, kind, result, reason=""):
        """Write down what was done. Whoever may do it does not write history by
        hand, hence the sudo; the caller has checked the right to do it."""
        return self.sudo().create(
            {
                "device_id": device.id,
                "kind": kind,
                "reason": reason,
                "user_id": self.env.uid,
                "ok": result.get("ok", True),
                "milliseconds": result.get("ms", 0),
                "text": result.get("text", ""),
            }
        )
