from odoo import api, fields, models
from odoo.tools import format_date

from .garage_dunning_step import CHANNELS

OPEN_STATES = ("ready", "held", "queued", "failed")


class GarageDunningAction(models.Model):
    """One row of the day list: what happens with a customer today, and why."""

    _name = "garage.dunning.action"
    _description = "Reminder of the day"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "section, days desc, id"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, index=True, readonly=True
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(required=True, readonly=True, default=fields.Date.context_today)
    kind = fields.Selection(
        [
            ("broken_promise", "Promise broken"),
            ("reminder", "Reminder"),
            ("call", "Call"),
            ("held", "Held back"),
        ],
        required=True,
        readonly=True,
    )
    section = fields.Selection(
        # Groups of a list stand in the order of their keys.
        [
            ("1_failed", "Not delivered"),
            ("2_promise", "Promises broken"),
            ("3_reminder", "Reminders"),
            ("4_call", "Calls"),
            ("5_held", "Held back"),
        ],
        string="What to do",
        compute="_compute_section",
        store=True,
    )
    situation = fields.Char("Next", compute="_compute_situation")
    state = fields.Selection(
        [
            ("ready", "Ready"),
            ("held", "Held back"),
            ("queued", "Being sent"),
            ("sent", "Sent"),
            ("failed", "Not delivered"),
            ("done", "Done"),
        ],
        required=True,
        readonly=True,
        default="ready",
        index=True,
        tracking=True,
    )
    step_id = fields.Many2one("garage.dunning.step", readonly=True)
    level = fields.Integer(related="step_id.level", string="Level")
    channel = fields.Selection(CHANNELS, readonly=True)
    line_ids = fields.Many2many(
        "account.move.line",
        "garage_dunning_action_line_rel",
        "action_id",
        "line_id",
        string="Open items",
        readonly=True,
        check_company=True,
    )
    amount = fields.Monetary("Asks for", readonly=True)
    credit = fields.Monetary("Credit set off", readonly=True)
    fee = fields.Monetary(readonly=True)
    days = fields.Integer("Days late", readonly=True, aggregator=None)
    hold_reason = fields.Selection(
        [
            ("paid", "Paid"),
            ("no_followup", "Not to be reminded"),
            ("dispute", "Dispute"),
            ("promise", "Promise runs"),
            ("on_its_way", "Money on its way"),
            ("credit_note", "Credit covers it"),
            ("other", "Other reason"),
            ("too_small", "Small change"),
        ],
        "Held because",
        readonly=True,
    )
    why = fields.Char(readonly=True)
    error = fields.Char("What went wrong", readonly=True)
    phone = fields.Char(related="partner_id.phone")
    email = fields.Char(compute="_compute_email", string="Mail address")
    request_id = fields.Many2one(
        "garage.payment.request", "Payment request", readonly=True, copy=False
    )
    sent_at = fields.Datetime(readonly=True, copy=False)
    sent_by = fields.Many2one("res.users", readonly=True, copy=False)
    marks_before = fields.Json(
        readonly=True, copy=False, help="Level and day of the items before this one."
    )
    outcome = fields.Selection(
        [
            ("promised", "Promised to pay"),
            ("disputed", "Disputes it"),
            ("paid", "Says it is paid"),
            ("unreachable", "Not reached"),
            ("other", "Other"),
        ],
        readonly=True,
        tracking=True,
    )

    _open_uniq = models.UniqueIndex(
        "(company_id, partner_id) WHERE state IN ('ready', 'held', 'queued', 'failed')",
        "This customer stands on the day list already. Refresh the list.",
    )

    @api.depends("kind", "state")
    def _compute_section(self):
        sections = {
            "broken_promise": "2_promise",
            "reminder": "3_reminder",
            "call": "4_call",
            "held": "5_held",
        }
        for action in self:
            failed = action.state == "failed"
            action.section = "1_failed" if failed else sections.get(action.kind)

    @api.depends("state", "hold_reason", "step_id", "channel", "fee")
    def _compute_situation(self):
        channels = dict(self._fields["channel"]._description_selection(self.env))
        reasons = dict(self._fields["hold_reason"]._description_selection(self.env))
        for action in self:
            if action.state == "held":
                action.situation = reasons.get(action.hold_reason, "")
                continue
            parts = [channels.get(action.channel, "")]
            if action.step_id:
                parts.append(self.env._("level %(level)s", level=action.level))
            if action.fee:
                parts.append(
                    self.env._("fee %(fee)s", fee=action.currency_id.format(action.fee))
                )
            action.situation = ", ".join(part for part in parts if part)

    @api.depends("partner_id")
    def _compute_email(self):
        for action in self:
            action.email = action._get_recipient().email

    @api.depends("partner_id", "date")
    def _compute_display_name(self):
        for action in self:
            action.display_name = action.partner_id.name or self.env._("Reminder")

    # --- buttons ---------------------------------------------------------------------

    def action_call_done(self):
        """The call was made; the item goes up a level when the step says so."""
        self.check_access("write")
        for action in self.filtered(lambda one: one.state in ("ready", "failed")):
            action._mark_done(self.env.context.get("garage_outcome", "other"))
        return True

    def action_promise(self):
        """Note a promise of this customer."""
        self.ensure_one()
        return self._get_dialog(
            "garage.promise",
            self.env._("Promise to pay"),
            {
                "default_partner_id": self.partner_id.id,
                "default_line_ids": self.line_ids.ids,
                "default_amount": self.amount,
            },
        )

    def action_dispute(self):
        """Note that this customer contests an invoice."""
        self.ensure_one()
        invoices = self.line_ids.move_id.filtered(lambda move: move.is_sale_document())
        return self._get_dialog(
            "garage.dispute",
            self.env._("Dispute"),
            {
                "default_move_id": invoices[:1].id,
                "garage_partner_id": self.partner_id.id,
            },
        )

    def action_open_items(self):
        """Show the open items of this customer."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Open items"),
            "res_model": "account.move.line",
            "view_mode": "list",
            "views": [
                (
                    self.env.ref("garage_receivables.account_move_line_view_list").id,
                    "list",
                )
            ],
            "domain": [("id", "in", self.line_ids.ids)],
        }

    # --- helpers ---------------------------------------------------------------------

    def _get_dialog(self, model, name, context):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {**context, "default_company_id": self.company_id.id},
        }

    def _get_recipient(self):
        """Return who gets the reminder: the invoice address of the customer."""
        self.ensure_one()
        address = self.partner_id.address_get(["invoice"]).get("invoice")
        return self.env["res.partner"].browse(address) or self.partner_id

    def _get_letter_title(self):
        """Return what stands above the letter; a call has no title of its own."""
        self.ensure_one()
        written = self.step_id and self.step_id.channel != "phone"
        return self.step_id.name if written else self.env._("Reminder")

    def _get_letter_account(self):
        """Return the account to pay to, or nothing."""
        self.ensure_one()
        # sudo: the company's own account stands on every letter.
        banks = self.company_id.partner_id.sudo().bank_ids
        return banks[:1].acc_number or ""

    def _get_letter_items(self):
        """Return the open items as they stand in mail and letter."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        return [
            {
                "name": line.move_id.name,
                "due": format_date(self.env, line.date_maturity or line.date),
                "days": (today - (line.date_maturity or line.date)).days,
                "open": line.currency_id.format(line.amount_residual_currency),
            }
            for line in self.line_ids.sorted("date_maturity")
        ]

    def _mark_done(self, outcome):
        self.ensure_one()
        self.write(
            {
                "state": "done",
                "outcome": outcome,
                "sent_at": fields.Datetime.now(),
                "sent_by": self.env.uid,
            }
        )
        decision = (
            self.env["garage.dunning.gather"]
            ._decide(self.company_id, self.partner_id)
            .get(self.partner_id)
        )
        if decision:
            self._advance_lines(decision)

    def _advance_lines(self, decision):
        """Write on every item which reminder went out, and when."""
        today = fields.Date.context_today(self)
        # sudo: finance writes these two marks on posted entries, nothing else.
        lines = self.env["account.move.line"].sudo().browse(decision.items)
        self.marks_before = {
            line.id: (
                line.garage_dunning_level,
                fields.Date.to_string(line.garage_reminded_on),
            )
            for line in lines
        }
        lines.garage_reminded_on = today
        for line in lines:
            level = decision.advance.get(line.id, 0)
            line.garage_dunning_level = max(line.garage_dunning_level, level)
