from itertools import combinations

from odoo import models

from ..domain import fees
from .garage_job_fees import OPEN

#: pending jobs up to which the page knows the total of every answer
MOST_JOBS = 7


class GarageWorkorder(models.Model):
    """Fees of the whole visit when the customer wants only some of the jobs."""

    _inherit = "garage.workorder"

    def _agree_on_fees(self, yes, jobs):
        """Divide capped fees over the approved jobs; return what is agreed upon.

        A job that is dearer or cheaper than on the estimate by that, for instance
        because it now bears the fee of the visit alone, keeps the total shown there.

        :param yes: the approved jobs among ``jobs``
        :return: {job id: plain values for the evidence}
        """
        shown = jobs._get_snapshots()
        if yes == jobs:
            return shown
        yes._apply_fees(without=jobs - yes)
        agreed = {**shown, **yes._get_snapshots()}
        for job in yes:
            before = shown[job.id]["total"]
            if self.currency_id.compare_amounts(before, agreed[job.id]["total"]):
                agreed[job.id]["total_on_estimate"] = before
        return agreed

    def _get_answer_totals(self):
        """What the customer pays for each choice of jobs, where it is not their sum.

        :return: {"ids of the approved jobs": total}; empty when the sum of the jobs is
            the total whatever is chosen, or when it cannot be told for each choice
        """
        self.ensure_one()
        jobs = self._get_asked_jobs()
        rules = self._get_visit_rules()
        fresh = jobs.filtered(lambda job: job.state in OPEN)
        shared = any(job.payer_kind != "customer" for job in jobs)
        if not self._may_fees_move() or len(jobs) > MOST_JOBS or shared:
            return {}
        facts = {
            rule: {
                job: job._get_fee_facts(rule, job in fresh)
                for job in self._get_fee_jobs()
            }
            for rule in rules
        }
        totals, moved = {}, False
        for number in range(1, len(jobs) + 1):
            for chosen in combinations(jobs, number):
                extra = self._get_fee_difference(
                    facts, jobs, jobs.browse().union(*chosen)
                )
                total = sum(job._get_asked_amount() for job in chosen) + extra
                moved = moved or not self.currency_id.is_zero(extra)
                key = " ".join(str(job.id) for job in chosen)
                totals[key] = self.currency_id.round(total)
        return totals if moved else {}

    def _may_fees_move(self):
        """Whether a fee of the whole visit may go over to another job."""
        fresh = self._get_asked_jobs().filtered(lambda job: job.state in OPEN)
        charged = fresh.line_ids.garage_fee_rule_id & self._get_visit_rules()
        return len(fresh) > 1 and bool(charged)

    def _get_visit_rules(self):
        rules = self.env["garage.fee.rule"]._get_rules(self.company_id)
        return rules.sudo().filtered(lambda rule: rule.scope == "workorder")

    def _get_fee_difference(self, facts, jobs, chosen):
        """How much the fees of the chosen jobs change when the others are declined."""
        kept = self._get_fee_jobs(without=jobs - chosen)
        difference = 0.0
        for rule, of_jobs in facts.items():
            rows = [of_jobs[job] for job in kept]
            found = fees.charges(rule._get_rule(), rows, self.currency_id.round)
            for job, row, fee in zip(kept, rows, found, strict=True):
                if job not in chosen or row.fixed is not None:
                    continue
                line = job._get_fee_line(rule)
                now = sum(line.mapped("price_total"))
                difference += self._get_fee_total(rule, fee) - now
        return difference

    def _get_fee_total(self, rule, fee):
        """A fee with its taxes, as its line will have them."""
        if not fee:
            return 0.0
        alike = self.job_ids.line_ids.filtered(
            lambda line: line.garage_fee_rule_id == rule
        )[:1]
        product = rule.product_id
        order = alike.order_id or self._customer_orders()[:1]
        taxes = alike.tax_ids or order.fiscal_position_id.map_tax(
            product.taxes_id._filter_taxes_by_company(self.company_id)
        )
        return taxes.compute_all(
            fee.price,
            currency=self.currency_id,
            quantity=fee.quantity,
            product=product,
            partner=order.partner_id,
        )["total_included"]
