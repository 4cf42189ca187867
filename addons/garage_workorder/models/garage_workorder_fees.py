from odoo import models

from ..domain import fees


class GarageWorkorder(models.Model):
    """Fees of a whole visit: rules with one limit for all its jobs."""

    _inherit = "garage.workorder"

    def _charge_fees(self, rules, changed, without=None):
        """Write the fee lines of the changed jobs; other jobs count, but stay.

        :param rules: garage.fee.rule of the company
        :param changed: open jobs of this work order
        :param without: jobs that are being declined and no longer count
        """
        self.ensure_one()
        jobs = self._get_fee_jobs(without)
        lines = jobs.line_ids.with_context(garage_fees=True)
        known = lines.grouped(
            lambda line: (line.garage_job_id, line.garage_fee_rule_id)
        )
        vals_list, superfluous = [], lines.browse()
        for rule in rules:
            facts = [job._get_fee_facts(rule, job in changed) for job in jobs]
            found = fees.charges(rule._get_rule(), facts, self.currency_id.round)
            for job, fact, fee in zip(jobs, facts, found, strict=True):
                if fact.fixed is not None:
                    continue
                line = known.get((job, rule), lines.browse())
                if fee is None:
                    superfluous |= line
                elif line:
                    line._set_garage_fee(fee)
                else:
                    vals_list.append(self._prepare_fee_vals(job, rule, fee))
        superfluous.unlink()
        lines.create(vals_list)

    def _get_fee_jobs(self, without=None):
        """Jobs over which fees are divided, in their order."""
        jobs = self.job_ids.filtered(
            lambda job: job.state not in ("declined", "cancelled")
        )
        return (jobs - (without or jobs.browse())).sorted()

    def _prepare_fee_vals(self, job, rule, fee):
        return {
            "garage_job_id": job.id,
            "product_id": rule.product_id.id,
            "product_uom_qty": fee.quantity,
            "price_unit": fee.price,
            "garage_fee_rule_id": rule.id,
            "garage_fee_quantity": fee.quantity,
            "garage_fee_price": fee.price,
        }
