from odoo import models
from odoo.tools import format_date


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _garage_get_overdue_warning(self):
        """Return the warning that this customer is late, or what is merely open."""
        currency = self.env.company.currency_id
        if self.garage_total_overdue:
            return {
                "code": "overdue",
                "level": "danger",
                "text": self.env._(
                    "Owes %(amount)s, %(days)s days late. Cash or deposit only.",
                    amount=currency.format(self.garage_total_overdue),
                    days=self.garage_days_overdue,
                ),
                "why": self.env._("Posted invoices past their due date are unpaid."),
            }
        if self.garage_total_due > 0:
            return {
                "code": "balance",
                "level": "info",
                "text": self.env._(
                    "%(amount)s is open, not due yet.",
                    amount=currency.format(self.garage_total_due),
                ),
                "why": self.env._("Posted invoices are unpaid but not late."),
            }
        return None

    def _garage_get_promise_warning(self):
        """Return the warning about the last promise, broken or running."""
        promise = self.garage_promise_ids.filtered(
            lambda one: one.state in ("broken", "open")
        ).sorted("until")[-1:]
        if not promise or not self.garage_total_due:
            return None
        day = format_date(self.env, promise.until)
        amount = promise.currency_id.format(promise.amount)
        if promise.state == "broken":
            return {
                "code": "promise_broken",
                "level": "danger",
                "text": self.env._("Promise of %(day)s broken.", day=day),
                "why": self.env._(
                    "%(amount)s was promised until %(day)s and did not come.",
                    amount=amount,
                    day=day,
                ),
            }
        return {
            "code": "promise_open",
            "level": "warning",
            "text": self.env._(
                "Promised %(amount)s until %(day)s.", amount=amount, day=day
            ),
            "why": self.env._("Reminders wait until that day."),
        }

    def _garage_get_dispute_warning(self):
        """Return the warning that an invoice is contested."""
        if not self.garage_dispute_count:
            return None
        return {
            "code": "dispute",
            "level": "warning",
            "text": self.env._("An invoice is disputed. Ask finance before you talk."),
            "why": self.env._("A dispute of this customer is not answered yet."),
        }

    def _get_garage_overviews(self):
        """Add the balance: what is open, and what of it is late."""
        overviews = super()._get_garage_overviews()
        # staff who look after a customer see what he owes, not the entries
        figures = self.sudo()._get_garage_figures()
        currency = self.env.company.currency_id
        for partner in self:
            found = figures.get(partner.commercial_partner_id.id, (0.0, 0.0, 0))
            total, late, days = found
            hint = late and self.env._(
                "%(amount)s late, %(days)s days",
                amount=currency.format(late),
                days=days,
            )
            self._add_figure(
                overviews[partner.id],
                self.env._("Balance"),
                currency.format(total),
                hint or "",
                "danger" if late else "",
            )
        return overviews
