from odoo import api, fields, models
from odoo.exceptions import ValidationError


class GarageDispute(models.Model):
    """A customer contests an invoice or a part of it; that part is not reminded."""

    _name = "garage.dispute"
    _description = "Dispute"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "state, deadline, id desc"
    _check_company_auto = True

    move_id = fields.Many2one(
        "account.move",
        "Invoice",
        required=True,
        index=True,
        check_company=True,
        domain=[
            ("move_type", "in", ("out_invoice", "out_receipt")),
            ("state", "=", "posted"),
        ],
    )
    partner_id = fields.Many2one(
        related="move_id.commercial_partner_id",
        string="Customer",
        store=True,
        index=True,
    )
    company_id = fields.Many2one(
        related="move_id.company_id", store=True, index=True, precompute=True
    )
    currency_id = fields.Many2one(related="move_id.company_id.currency_id")
    reason = fields.Selection(
        [
            ("quality", "Work not right"),
            ("price", "Price not as agreed"),
            ("not_ordered", "Not ordered"),
            ("warranty", "Warranty"),
            ("invoice", "Invoice wrong"),
            ("other", "Other"),
        ],
        required=True,
        default="quality",
        tracking=True,
    )
    amount = fields.Monetary(
        "Disputed amount", tracking=True, help="Zero: the whole invoice."
    )
    user_id = fields.Many2one(
        "res.users", "Answered by", default=lambda self: self.env.user, tracking=True
    )
    deadline = fields.Date(
        "Answer until",
        required=True,
        default=lambda self: fields.Date.add(fields.Date.today(), days=7),
    )
    note = fields.Text("What the customer says")
    state = fields.Selection(
        [("open", "Open"), ("resolved", "Answered")],
        required=True,
        default="open",
        readonly=True,
        tracking=True,
        index=True,
    )
    result = fields.Selection(
        [
            ("credit", "Credited"),
            ("explain", "Explained, customer pays"),
            ("uphold", "Invoice stands"),
        ],
        readonly=True,
        tracking=True,
    )

    @api.depends("move_id", "reason")
    def _compute_display_name(self):
        labels = dict(self._fields["reason"]._description_selection(self.env))
        for dispute in self:
            name, reason = dispute.move_id.name, labels.get(dispute.reason, "")
            dispute.display_name = f"{name}: {reason}"

    @api.constrains("amount")
    def _check_amount(self):
        for dispute in self:
            if dispute.amount < 0:
                raise ValidationError(
                    self.env._("Enter the disputed amount as a positive number.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        disputes = super().create(vals_list)
        disputes._refresh_day_list()
        return disputes

    def action_credit(self):
        """Open the credit note; the dispute is answered with it."""
        self.ensure_one()
        self._resolve("credit")
        action = self.env["ir.actions.actions"]._for_xml_id(
            "account.action_view_account_move_reversal"
        )
        action["context"] = {
            "active_model": "account.move",
            "active_ids": self.move_id.ids,
            "default_journal_id": self.move_id.journal_id.id,
        }
        return action

    def action_explain(self):
        """The customer understood and pays."""
        self._resolve("explain")

    def action_uphold(self):
        """The invoice stands; reminders go on."""
        self._resolve("uphold")

    def _resolve(self, result):
        self.write({"state": "resolved", "result": result})
        self._refresh_day_list()

    def _refresh_day_list(self):
        self.env["garage.dunning.action"]._refresh_partners(self.partner_id)
