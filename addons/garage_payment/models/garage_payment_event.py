from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain.masking import mask_card_numbers

KINDS = [
    ("sent", "Request sent"),
    ("delivery_failed", "Delivery failed"),
    ("opened", "Page opened"),
    ("chosen", "Customer chose"),
    ("expired", "Expired"),
    ("replaced", "Replaced"),
    ("cancelled", "Cancelled"),
    ("online", "Online payment"),
    ("attempt", "Payment attempt"),
    ("refused", "Refused"),
    ("ignored", "Late message ignored"),
    ("mismatch", "Amount differs"),
    ("recorded", "Booked"),
    ("recorded_outside_till", "Booked outside the till"),
    ("paid", "Paid"),
    ("reopened", "Open again"),
    ("note", "Note"),
]


class GaragePaymentEvent(models.Model):
    """One fact about a payment; once written it stays as it is."""

    _name = "garage.payment.event"
    _description = "Payment event"
    _order = "at desc, id desc"
    _rec_name = "text"

    at = fields.Datetime(required=True, default=fields.Datetime.now, readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    text = fields.Char(readonly=True)
    source = fields.Selection(
        [
            ("user", "Back office"),
            ("customer", "Customer"),
            ("till", "Till"),
            ("box", "Box"),
            ("webhook", "Provider"),
            ("poll", "Query"),
            ("cron", "Scheduler"),
        ],
        required=True,
        default="user",
        readonly=True,
    )
    user_id = fields.Many2one(
        "res.users", readonly=True, default=lambda self: self.env.user
    )
    request_id = fields.Many2one(
        "garage.payment.request", readonly=True, index=True, ondelete="restrict"
    )
    attempt_id = fields.Many2one(
        "garage.payment.attempt", readonly=True, index=True, ondelete="restrict"
    )
    transaction_id = fields.Many2one(
        "payment.transaction",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    provider_event_id = fields.Char(readonly=True, copy=False)
    payload = fields.Json(readonly=True)
    company_id = fields.Many2one(
        "res.company",
        readonly=True,
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )

    _provider_event_uniq = models.UniqueIndex(
        "(provider_event_id) WHERE provider_event_id IS NOT NULL",
        "This message of the provider is known already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("text"):
                vals["text"] = mask_card_numbers(vals["text"])
        return super().create(vals_list)

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(
            self.env._("Payment events cannot be changed. Add a new event instead.")
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Payment events cannot be deleted."))

    @api.model
    def _log(self, kind, text, **values):
        """Append one event; values are field values (request_id, source, ...)."""
        # sudo: nobody may create events by hand, so the code that moves money does.
        return self.sudo().create({"kind": kind, "text": text, **values})
