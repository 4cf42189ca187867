from collections import defaultdict

from odoo import api, fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    garage_dunning_strategy_id = fields.Many2one(
        "garage.dunning.strategy",
        "Reminder strategy",
        company_dependent=True,
        help="Empty: the strategy of the company.",
    )
    garage_total_due = fields.Monetary(
        "Open",
        compute="_compute_garage_receivable",
        groups="account.group_account_invoice",
    )
    garage_total_overdue = fields.Monetary(
        "Late",
        compute="_compute_garage_receivable",
        groups="account.group_account_invoice",
    )
    garage_days_overdue = fields.Integer(
        "Oldest item, days late",
        compute="_compute_garage_receivable",
        groups="account.group_account_invoice",
    )
    garage_promise_ids = fields.One2many(
        "garage.promise", "partner_id", groups="garage_base.group_garage_user"
    )
    garage_promise_count = fields.Integer(
        "Open promises", compute="_compute_garage_counts"
    )
    garage_broken_count = fields.Integer(
        "Broken promises", compute="_compute_garage_counts"
    )
    garage_dispute_count = fields.Integer(
        "Open disputes", compute="_compute_garage_counts"
    )

    @api.depends_context("company", "allowed_company_ids")
    def _compute_garage_receivable(self):
        figures = self._get_garage_figures()
        for partner in self:
            found = figures.get(partner.commercial_partner_id.id, (0.0, 0.0, 0))
            partner.garage_total_due, partner.garage_total_overdue = found[:2]
            partner.garage_days_overdue = found[2]

    def _get_garage_figures(self):
        """Return {partner id: (open, late, days of the oldest item)}."""
        today = fields.Date.context_today(self)
        groups = self.env["account.move.line"]._read_group(
            [
                ("company_id", "=", self.env.company.id),
                ("parent_state", "=", "posted"),
                ("account_type", "=", "asset_receivable"),
                ("reconciled", "=", False),
                ("partner_id", "child_of", self.commercial_partner_id.ids),
            ],
            ["partner_id", "date_maturity:day"],
            ["amount_residual:sum"],
        )
        found = defaultdict(lambda: (0.0, 0.0, 0))
        for partner, due, amount in groups:
            total, late, days = found[partner.commercial_partner_id.id]
            if due and due < today:
                late += amount
                days = max(days, (today - due).days if amount > 0 else 0)
            found[partner.commercial_partner_id.id] = (total + amount, late, days)
        return {
            partner: (total, max(late, 0.0), days if late > 0 else 0)
            for partner, (total, late, days) in found.items()
        }

    def _compute_garage_counts(self):
        # sudo: the numbers are shown to everybody who may see the customer.
        promises = (
            self.env["garage.promise"]
            .sudo()
            ._read_group(
                [("partner_id", "in", self.commercial_partner_id.ids)],
                ["partner_id", "state"],
                ["__count"],
            )
        )
        disputes = (
            self.env["garage.dispute"]
            .sudo()
            ._read_group(
                [
                    ("partner_id", "in", self.commercial_partner_id.ids),
                    ("state", "=", "open"),
                ],
                ["partner_id"],
                ["__count"],
            )
        )
        by_state = {(partner.id, state): count for partner, state, count in promises}
        by_partner = {partner.id: count for partner, count in disputes}
        for partner in self:
            owner = partner.commercial_partner_id.id
            partner.garage_promise_count = by_state.get((owner, "open"), 0)
            partner.garage_broken_count = by_state.get((owner, "broken"), 0)
            partner.garage_dispute_count = by_partner.get(owner, 0)

    def action_garage_open_items(self):
        """Show what this customer owes."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "garage_receivables.account_move_line_action_open"
        )
        action["domain"] = [
            ("partner_id", "child_of", self.commercial_partner_id.ids),
            ("parent_state", "=", "posted"),
            ("account_type", "=", "asset_receivable"),
            ("reconciled", "=", False),
        ]
        return action
