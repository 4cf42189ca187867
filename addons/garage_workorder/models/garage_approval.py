import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain import snapshot


class GarageApproval(models.Model):
    """What the customer was shown and answered, frozen with a digest."""

    _name = "garage.approval"
    _description = "Approval"
    _order = "at desc, id desc"
    _rec_name = "who"

    workorder_id = fields.Many2one(
        "garage.workorder", required=True, ondelete="restrict", index=True
    )
    company_id = fields.Many2one(
        related="workorder_id.company_id", store=True, index=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    channel = fields.Selection(
        [
            ("link", "Link"),
            ("tablet", "Tablet"),
            ("phone", "Phone"),
            ("counter", "Counter"),
        ],
        required=True,
    )
    who = fields.Char(string="Answered by", required=True)
    at = fields.Datetime(required=True, index=True)
    user_id = fields.Many2one("res.users", string="Noted by")
    ip = fields.Char(string="Address")
    note = fields.Text()
    signature = fields.Binary(attachment=True)
    request_key = fields.Char(
        readonly=True,
        copy=False,
        groups="base.group_system",
        help="Of the page that was answered: sent twice, it counts once.",
    )
    line_ids = fields.One2many("garage.approval.line", "approval_id", string="Jobs")
    snapshot = fields.Text(required=True, groups="garage_workorder.group_garage_prices")
    hash = fields.Char(string="Digest (SHA-256)", required=True)
    is_intact = fields.Boolean(
        compute="_compute_is_intact",
        compute_sudo=True,
        help="The stored evidence still has the digest taken when it was frozen.",
    )

    _request_key_uniq = models.UniqueIndex(
        "(workorder_id, request_key) WHERE request_key IS NOT NULL",
        "This answer is stored already.",
    )

    def _compute_is_intact(self):
        for approval in self:
            approval.is_intact = snapshot.is_intact(approval.snapshot, approval.hash)

    @api.depends("who", "at")
    def _compute_display_name(self):
        for approval in self:
            at = fields.Datetime.context_timestamp(approval, approval.at)
            approval.display_name = f"{approval.who} {at:%Y-%m-%d %H:%M}"

    def write(self, vals):
        if vals:
            raise UserError(
                self.env._("An approval is evidence and cannot be changed.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("An approval is evidence and cannot be deleted."))

    @api.model
    def _freeze(self, workorder, snapshots, values):
        """Create an approval with its evidence as text and digest.

        :param snapshots: {job id: plain values shown to the customer}
        """
        noted_at = fields.Datetime.now()
        at = values.pop("at", None) or noted_at
        signature = values.pop("signature", None) or b""
        decisions = {
            command[2]["job_id"]: command[2]["decision"]
            for command in values["line_ids"]
        }
        content = {
            "workorder": workorder.name,
            "plate": workorder.vehicle_id.plate or "",
            "customer": workorder.partner_id.display_name,
            "channel": values["channel"],
            "who": values["who"],
            "ip": values.get("ip") or "",
            "note": values.get("note") or "",
            "at": fields.Datetime.to_string(at),
            "noted_at": fields.Datetime.to_string(noted_at),
            "signature_sha256": hashlib.sha256(signature).hexdigest()
            if signature
            else "",
            "jobs": [
                {**job, "decision": decisions[job_id]}
                for job_id, job in snapshots.items()
            ],
            "inspections": workorder._get_inspection_snapshot(),
        }
        text = snapshot.canonical(content)
        return self.create(
            {
                **values,
                "at": at,
                "signature": _encode(signature),
                "snapshot": text,
                "hash": snapshot.digest(text),
            }
        )

    @api.model
    def _decode_signature(self, value):
        """PNG bytes of a binary field's value, empty without a signature."""
        return base64.b64decode(value) if value else b""


def _encode(picture):
    """Binary fields take base64; nothing stays nothing."""
    return base64.b64encode(picture) if picture else False
