from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import format_date

from ..tools import to_major
from .garage_dunning_action import OPEN_STATES


class GarageDunningAction(models.Model):
    """Making the day list and keeping it true."""

    _inherit = "garage.dunning.action"

    @api.model
    def action_open_today(self):
        """Refresh the day list and show it."""
        if self.has_access("create"):
            self._refresh(self.env.company)
        return self.env["ir.actions.actions"]._for_xml_id(
            "garage_receivables.garage_dunning_action_action"
        )

    @api.model
    def action_refresh(self):
        """Make the list anew, e.g. after payments came in."""
        self.check_access("create")
        self._refresh(self.env.company)
        return True

    @api.model
    def get_summary(self):
        """Return the counts that stand above the list."""
        groups = self._read_group(
            [
                ("company_id", "in", self.env.companies.ids),
                ("state", "in", OPEN_STATES),
            ],
            ["kind", "state"],
            ["__count"],
        )
        found = {"reminder": 0, "call": 0, "broken_promise": 0, "held": 0, "failed": 0}
        for kind, state, count in groups:
            found["failed" if state == "failed" else kind] += count
        found["disputes"] = self.env["garage.dispute"].search_count(
            [("state", "=", "open"), ("company_id", "in", self.env.companies.ids)]
        )
        found["may_send"] = self.has_access("write")
        return found

    @api.model
    def _cron_refresh(self):
        """Make the day list of every company in the morning."""
        for company in self.env["res.company"].search([("active", "=", True)]):
            self.with_company(company)._refresh(company)

    @api.model
    def _refresh_partners(self, partners):
        """Bring the rows of some customers up to date, after a promise or dispute."""
        if partners and self.has_access("create"):
            for company in self.env.companies:
                self._refresh(company, partners.commercial_partner_id)

    @api.model
    def _refresh(self, company, partners=None):
        """Make the list of ``company`` anew; rows being sent are left alone."""
        self._release_stuck(company)
        domain = [("company_id", "=", company.id), ("state", "in", OPEN_STATES)]
        if partners is not None:
            domain.append(("partner_id", "in", partners.ids))
        rows = {row.partner_id: row for row in self.search(domain)}
        decisions = self.env["garage.dunning.gather"]._decide(company, partners)
        stale = self.browse()
        new = []
        for partner, decision in decisions.items():
            row = rows.pop(partner, self.browse())
            if decision.kind == "nothing":
                stale += row
            elif not row:
                new.append(self._prepare_vals(company, partner, decision))
            elif row.state in ("ready", "held"):
                row._update(self._prepare_vals(company, partner, decision))
        for row in rows.values():
            stale += row
        stale.filtered(lambda row: row.state != "queued").unlink()
        return self.create(new)

    def _update(self, vals):
        """Write only what changed, so that an unchanged row costs nothing."""
        self.ensure_one()
        current = self._read_format(list(vals), load=None)[0]
        lines = set(vals.pop("line_ids")[0][2])
        changed = {key: value for key, value in vals.items() if current[key] != value}
        if lines != set(current["line_ids"]):
            changed["line_ids"] = [Command.set(list(lines))]
        if changed:
            self.write(changed)

    @api.model
    def _prepare_vals(self, company, partner, decision):
        """Return the row for a decision."""
        currency = company.currency_id
        step = self.env["garage.dunning.step"].browse(
            decision.step.id if decision.step else False
        )
        held = decision.kind == "held"
        hold = self._get_main_hold(decision) if held else None
        return {
            "company_id": company.id,
            "partner_id": partner.id,
            "date": fields.Date.context_today(self),
            "kind": decision.kind,
            "state": "held" if held else "ready",
            "step_id": step.id,
            "channel": self._get_channel(partner, step),
            "line_ids": [Command.set(list(decision.items))],
            "amount": to_major(decision.amount, currency),
            "credit": to_major(decision.credit, currency),
            "fee": step.fee,
            "days": decision.days,
            "hold_reason": hold.reason if hold else False,
            "why": self._get_why(partner, step, decision, hold),
        }

    @api.model
    def _get_main_hold(self, decision):
        """Return the hold to show: the one of the first item."""
        return next(
            (decision.held[item] for item in decision.items if item in decision.held),
            None,
        )

    @api.model
    def _get_channel(self, partner, step):
        """Return the channel of the step; without a mail address it is a letter."""
        if step.channel != "mail":
            return step.channel
        address = partner.address_get(["invoice"]).get("invoice") or partner.id
        recipient = self.env["res.partner"].browse(address)
        return "mail" if recipient.email_normalized else "letter"

    @api.model
    def _get_why(self, partner, step, decision, hold):
        """Return the decision in one sentence."""
        if hold:
            return hold.facts.get("text") or self._get_hold_text(hold.reason)
        parts = []
        if decision.kind == "broken_promise":
            parts.append(self._get_promise_text(partner))
        if step:
            parts.append(self._get_step_text(partner, step, decision))
        if decision.held:
            parts.append(
                self.env._("%(count)s more held back.", count=len(decision.held))
            )
        return " ".join(part for part in parts if part)

    @api.model
    def _get_step_text(self, partner, step, decision):
        text = self.env._(
            "Oldest item %(days)s days late, open items: %(items)s. "
            "“%(step)s” is due from day %(after)s.",
            items=len(decision.items),
            days=decision.days,
            step=step.name,
            after=step.days,
        )
        if step.channel == "mail" and self._get_channel(partner, step) == "letter":
            text += " " + self.env._("By letter, as there is no mail address.")
        return text

    @api.model
    def _get_promise_text(self, partner):
        promise = self.env["garage.promise"].search(
            [("partner_id", "=", partner.id), ("state", "=", "broken")], limit=1
        )
        return self.env._(
            "Promised %(amount)s until %(day)s and did not pay.",
            amount=promise.currency_id.format(promise.amount),
            day=format_date(self.env, promise.until),
        )

    @api.model
    def _get_hold_text(self, reason):
        texts = {
            "credit_note": self.env._("Open credit notes or payments cover it."),
            "too_small": self.env._("Below the smallest amount to remind of."),
            "paid": self.env._("Nothing is open any more."),
        }
        return texts.get(reason, "")
