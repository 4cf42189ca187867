import uuid

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..domain import order_steps


class GarageSupplierOrder(models.Model):
    """One sending of a purchase order to its supplier, and what he made of it."""

    _name = "garage.supplier.order"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _description = "Order at a supplier"
    _order = "id desc"
    _check_company_auto = True
    _mail_post_access = "read"

    name = fields.Char(required=True, readonly=True)
    purchase_id = fields.Many2one(
        "purchase.order",
        "Purchase order",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(related="purchase_id.company_id", store=True)
    partner_id = fields.Many2one(
        related="purchase_id.partner_id", store=True, string="Supplier"
    )
    currency_id = fields.Many2one(related="purchase_id.currency_id")
    service_id = fields.Many2one(
        "garage.supplier.service",
        "Live supplier",
        readonly=True,
        ondelete="restrict",
        help="Empty when the order goes by mail or by hand.",
    )
    user_id = fields.Many2one(
        "res.users", "Ordered by", readonly=True, default=lambda self: self.env.user
    )
    state = fields.Selection(
        [
            ("draft", "To be sent"),
            ("sending", "Being sent"),
            ("sent", "Sent"),
            ("unknown", "Not certain"),
            ("confirmed", "Confirmed"),
            ("partly", "Confirmed in part"),
            ("rejected", "Rejected"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="draft",
        index=True,
        tracking=True,
    )
    idempotency_key = fields.Char(
        "Key",
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: str(uuid.uuid4()),
        help="Names this order for the supplier; the same in every try.",
    )
    supplier_ref = fields.Char("Supplier's number", readonly=True, tracking=True)
    payload = fields.Json(readonly=True)
    response = fields.Json(readonly=True)
    next_step = fields.Selection(
        [("place", "Send"), ("ask", "Ask")], readonly=True, default="place"
    )
    attempts = fields.Integer("Times sent", readonly=True)
    questions = fields.Integer("Times asked", readonly=True)
    missed = fields.Integer("Times not found", readonly=True)
    called_at = fields.Datetime("Last call", readonly=True)
    next_at = fields.Datetime("Next call", readonly=True)
    last_error = fields.Char("Last problem", readonly=True)
    remark = fields.Char("Supplier's remark", readonly=True)
    reason = fields.Char("Why", readonly=True, tracking=True)
    line_ids = fields.One2many("garage.supplier.order.line", "order_id", readonly=True)
    difference_count = fields.Integer(compute="_compute_difference_count", store=True)
    is_living = fields.Boolean(compute="_compute_is_living")
    replacement_text = fields.Char(compute="_compute_replacement_text")
    status_text = fields.Char("What now", compute="_compute_status_text")

    _key_uniq = models.UniqueIndex("(idempotency_key)", "This key was used before.")
    _living_uniq = models.UniqueIndex(
        "(purchase_id) WHERE state NOT IN ('rejected', 'cancelled')",
        "This order is being sent to the supplier already.",
    )

    @api.depends("line_ids.state")
    def _compute_difference_count(self):
        for order in self:
            differing = order.line_ids.filtered(lambda line: line.state == "differs")
            order.difference_count = len(differing)

    @api.depends("state")
    def _compute_is_living(self):
        for order in self:
            order.is_living = order.state in order_steps.LIVING

    @api.depends("state", "last_error", "difference_count", "next_at", "next_step")
    def _compute_status_text(self):
        messages = self.env["garage.catalog.messages"]
        for order in self:
            order.status_text = messages._supplier_order_text(order)

    @api.depends("line_ids.state", "line_ids.new_number")
    def _compute_replacement_text(self):
        for order in self:
            differing = order.line_ids.filtered(lambda line: line.state == "differs")
            texts = differing.filtered("new_number").mapped("replacement_text")
            order.replacement_text = "; ".join(texts) or False

    def write(self, vals):
        target = vals.get("state")
        for order in self if target else ():
            if not order_steps.allowed(order.state, target):
                raise ValidationError(
                    self.env._(
                        "%(name)s is %(state)s already and cannot go back.",
                        name=order.name,
                        state=order._get_state_words(),
                    )
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("What was sent to a supplier is kept. Cancel the order instead.")
        )

    def _get_state_words(self):
        self.ensure_one()
        words = dict(self._fields["state"]._description_selection(self.env))
        return words[self.state].lower()

    @api.model
    def _get_company_services(self, company):
        """{commercial partner: live supplier} of a company, the first of each."""
        # Reached by who orders; only which suppliers can be asked is looked at.
        services = self.env["garage.supplier.service"].sudo()
        found = {}
        for service in services.search([("company_id", "in", [False, company.id])]):
            found.setdefault(service.partner_id.commercial_partner_id, service)
        return found
