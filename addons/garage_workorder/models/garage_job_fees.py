from odoo import fields, models

from ..domain import fees

#: jobs whose fees follow their lines; later ones keep what the customer was shown
OPEN = ("draft", "awaiting_approval")


class GarageJob(models.Model):
    """Fees of a job: lines of their own, kept up to date while the job is open."""

    _inherit = "garage.job"

    fee_skipped_ids = fields.Many2many(
        "garage.fee.rule",
        string="Fees taken off",
        copy=False,
        help="Somebody took these fees off; they do not come back by themselves.",
    )

    def action_charge_fees(self):
        """Charge again the fees that somebody took off."""
        self.ensure_one()
        self._check_card_editable()
        self.fee_skipped_ids = False
        self._apply_fees()
        return self.workorder_id.id

    def _apply_fees(self, without=None):
        """Bring the fees of these jobs in line with their labour and parts.

        Called after lines changed; calling it again changes nothing.

        :param without: jobs that are being declined and no longer count
        """
        changed = self.filtered(lambda job: job.state in OPEN)
        for workorder, jobs in changed.grouped("workorder_id").items():
            rules = self.env["garage.fee.rule"]._get_rules(workorder.company_id)
            if rules:
                workorder._charge_fees(rules.sudo(), jobs, without)

    def _get_fee_facts(self, rule, changeable):
        """What a rule looks at on this job."""
        self.ensure_one()
        lines = self.line_ids
        own = lines.filtered(lambda line: line.garage_fee_rule_id == rule)
        work = lines.filtered(
            lambda line: not line.garage_fee_rule_id and not line.garage_is_share
        )
        kinds = work.grouped(lambda line: line._get_garage_kind())
        empty = lines.browse()
        fixed = None
        if not changeable or not rule._concerns(self) or own._is_typed_fee():
            fixed = sum(own.mapped("price_subtotal"))
        return fees.JobFacts(
            labour=sum(kinds.get("labour", empty).mapped("price_subtotal")),
            parts=sum(kinds.get("part", empty).mapped("price_subtotal")),
            quantity=rule._count_parts(work),
            fixed=fixed,
            skipped=rule in self.fee_skipped_ids,
        )

    def _get_fee_line(self, rule):
        return self.line_ids.filtered(lambda line: line.garage_fee_rule_id == rule)

    def _get_asked_amount(self):
        """What the customer is asked for: the job, or what came beyond the approval."""
        self.ensure_one()
        approved = self.approved_amount if self.needs_approval else 0.0
        return self.amount_total - approved

    def _get_card_actions(self, editable):
        actions = super()._get_card_actions(editable)
        if editable and self.fee_skipped_ids:
            actions.insert(
                1,
                {
                    "method": "action_charge_fees",
                    "label": self.env._("Charge the usual fees again"),
                    "icon": "fa-recycle",
                },
            )
        return actions
