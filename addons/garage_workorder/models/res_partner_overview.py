from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import format_date

_ADVICE = 12


class ResPartner(models.Model):
    """Visits, turnover and declined work on the customer's page."""

    _inherit = "res.partner"

    def _get_garage_overviews(self):
        overviews = super()._get_garage_overviews()
        self._add_overview_visits(overviews)
        self._add_overview_spend(overviews)
        self._add_overview_declined(overviews)
        return overviews

    def _add_overview_visits(self, overviews):
        """Count of visits, the last one, and the next that is planned."""
        groups = self.env["garage.workorder"]._read_group(
            [("partner_id", "in", self.ids), ("state", "!=", "cancelled")],
            ["partner_id", "state"],
            ["__count", "create_date:max", "promised_at:min"],
        )
        found = {partner.id: {"count": 0} for partner in self}
        for partner, state, count, created, promised in groups:
            row = found[partner.id]
            if state == "planned":
                row["next"] = promised
                continue
            row["count"] += count
            row["last"] = max(row.get("last", created), created)
        for partner_id, row in found.items():
            overview = overviews[partner_id]
            last, coming = row.get("last"), row.get("next")
            hint = self.env._("last %s", format_date(self.env, last)) if last else ""
            self._add_figure(overview, self.env._("Visits"), row["count"], hint)
            if coming:
                day = format_date(self.env, coming.date())
                self._add_figure(overview, self.env._("Next visit"), day)

    def _add_overview_spend(self, overviews):
        """Turnover without taxes, of all time and of the last twelve months."""
        # staff who look after a customer see what he spends, not the invoices
        moves = self.env["account.move"].sudo()
        domain = Domain("partner_id", "in", self.ids) & Domain("state", "=", "posted")
        domain &= Domain("move_type", "in", ("out_invoice", "out_refund"))
        domain &= Domain("company_id", "=", self.env.company.id)
        total = self._sum_turnover(moves, domain)
        year = fields.Date.subtract(fields.Date.context_today(self), years=1)
        recent = self._sum_turnover(moves, domain & Domain("date", ">=", year))
        currency = self.env.company.currency_id
        for partner in self:
            self._add_figure(
                overviews[partner.id],
                self.env._("Spent"),
                currency.format(total.get(partner.id, 0.0)),
                self.env._(
                    "%s in 12 months", currency.format(recent.get(partner.id, 0.0))
                ),
            )

    def _sum_turnover(self, moves, domain):
        groups = moves._read_group(
            domain, ["partner_id"], ["amount_untaxed_signed:sum"]
        )
        return {partner.id: amount for partner, amount in groups}

    def _add_overview_declined(self, overviews):
        """Work that was declined and not offered again, dearest first."""
        # the price of declined work is what the adviser offered; see the intake
        jobs = self.env["garage.job"].sudo()
        declined = jobs.search(
            [
                ("workorder_id.partner_id", "in", self.ids),
                ("state", "=", "declined"),
                ("reoffered_ids", "=", False),
            ],
            order="declined_at desc, id desc",
        )
        currency = self.env.company.currency_id
        sums = dict.fromkeys(self.ids, 0.0)
        for job in declined:
            partner_id = job.workorder_id.partner_id.id
            sums[partner_id] += job.declined_amount
            rows = overviews[partner_id]["advice"]
            if len(rows) < _ADVICE:
                rows.append(self._get_declined_row(job))
        for partner_id, amount in sums.items():
            if amount:
                self._add_figure(
                    overviews[partner_id],
                    self.env._("Declined"),
                    currency.format(amount),
                )

    def _get_declined_row(self, job):
        parts = [job.workorder_id.vehicle_id.plate, job.workorder_id.name]
        day = format_date(self.env, job.declined_at) if job.declined_at else ""
        return {
            "text": self.env._("Declined %(date)s: %(job)s", date=day, job=job.name),
            "detail": " · ".join(part for part in parts if part),
            "amount": job.currency_id.format(job.declined_amount),
            "res_model": "garage.workorder",
            "res_id": job.workorder_id.id,
        }
