from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..domain import dunning
from ..tools import to_minor

FETCHED = (
    "move_id",
    "partner_id",
    "date_maturity",
    "date",
    "amount_residual",
    "no_followup",
    "garage_dunning_level",
    "garage_reminded_on",
)


class GarageDunningGather(models.AbstractModel):
    """Collects, in sets, what the rules of dunning need to know about customers."""

    _name = "garage.dunning.gather"
    _description = "Facts for reminders"

    @api.model
    def _decide(self, company, partners=None):
        """Return {partner: decision} for all customers or the given ones.

        The day list and the moment of sending both call this.
        """
        lines = self._get_open_lines(company, partners)
        by_partner = defaultdict(lambda: self.env["account.move.line"])
        for line in lines:
            by_partner[line.partner_id.commercial_partner_id] += line
        holds = self._get_holds(company, lines)
        broken = self._get_broken_promises(company, lines)
        rules = self._get_rules(company, by_partner)
        today = fields.Date.context_today(self)
        return {
            partner: dunning.decide(
                self._as_customer(partner, own, holds, broken), rules[partner], today
            )
            for partner, own in by_partner.items()
        }

    @api.model
    def _get_open_lines(self, company, partners=None):
        """Return open entries of customers, both invoices and credits."""
        domain = Domain(
            [
                ("company_id", "=", company.id),
                ("parent_state", "=", "posted"),
                ("account_type", "=", "asset_receivable"),
                ("reconciled", "=", False),
                ("amount_residual", "!=", 0),
                ("partner_id", "!=", False),
            ]
        )
        if partners is not None:
            domain &= Domain(
                "partner_id", "child_of", partners.commercial_partner_id.ids
            )
        return self.env["account.move.line"].search_fetch(domain, FETCHED, order="id")

    @api.model
    def _as_customer(self, partner, lines, holds, broken):
        invoices = lines.filtered(lambda line: line.amount_residual > 0)
        credit = -sum((lines - invoices).mapped("amount_residual"))
        return dunning.Customer(
            partner=partner.id,
            items=tuple(
                dunning.DueItem(
                    id=line.id,
                    amount=to_minor(line.amount_residual, line.company_currency_id),
                    due=line.date_maturity or line.date,
                    level=line.garage_dunning_level,
                    reminded=line.garage_reminded_on or None,
                    holds=tuple(holds.get(line.id, ())),
                )
                for line in invoices
            ),
            credit=to_minor(credit, lines.company_currency_id) if credit else 0,
            broken_promise=broken.get(partner.id),
        )

    @api.model
    def _get_rules(self, company, partners):
        """Return {partner: rules}; equal strategies are read once."""
        default = company._garage_get_strategy()
        known = {}
        found = {}
        for partner in partners:
            chosen = partner.with_company(company).garage_dunning_strategy_id
            strategy = chosen or default
            if strategy not in known:
                known[strategy] = (
                    strategy._as_rules() if strategy else dunning.Strategy(0, ())
                )
            found[partner] = known[strategy]
        return found

    # --- reasons to wait -----------------------------------------------------------

    @api.model
    def _get_holds(self, company, lines):
        """Return {line id: [holds]}. Glue add-ons add theirs."""
        holds = defaultdict(list)
        invoices = lines.filtered(lambda line: line.amount_residual > 0)
        self._add_no_followup(invoices, holds)
        self._add_disputes(invoices, holds)
        self._add_promises(invoices, holds)
        self._add_money_on_its_way(invoices, holds)
        self._add_bank_lines(invoices, holds)
        return holds

    @api.model
    def _add_no_followup(self, lines, holds):
        text = self.env._("Marked as not to be reminded.")
        for line in lines.filtered("no_followup"):
            holds[line.id].append(dunning.Hold("no_followup", {"text": text}))

    @api.model
    def _add_disputes(self, lines, holds):
        disputes = self.env["garage.dispute"].search(
            [("state", "=", "open"), ("move_id", "in", lines.move_id.ids)]
        )
        for dispute in disputes:
            text = self.env._(
                "%(name)s, answer due %(day)s.",
                name=dispute.display_name,
                day=format_date(self.env, dispute.deadline),
            )
            amount = to_minor(dispute.amount, dispute.currency_id) or None
            for line in lines.filtered(
                lambda one, move=dispute.move_id: one.move_id == move
            ):
                holds[line.id].append(dunning.Hold("dispute", {"text": text}, amount))

    @api.model
    def _add_promises(self, lines, holds):
        promises = self._get_promises(lines, "open")
        promises._settle(self._get_grace(promises))
        for promise in promises.filtered(lambda one: one.state == "open"):
            text = self.env._(
                "Promised %(amount)s until %(day)s.",
                amount=promise.currency_id.format(promise.amount),
                day=format_date(self.env, promise.until),
            )
            for line in promise.line_ids & lines:
                holds[line.id].append(dunning.Hold("promise", {"text": text}))

    @api.model
    def _get_promises(self, lines, state):
        return self.env["garage.promise"].search(
            [
                ("state", "=", state),
                ("partner_id", "in", lines.partner_id.commercial_partner_id.ids),
                ("company_id", "in", lines.company_id.ids),
            ]
        )

    @api.model
    def _get_grace(self, promises):
        default = self.env.company._garage_get_strategy().promise_grace_days
        return {
            partner.id: partner.garage_dunning_strategy_id.promise_grace_days or default
            for partner in promises.partner_id
        }

    @api.model
    def _get_broken_promises(self, company, lines):
        """Return {partner id: facts} of promises broken since the last reminder."""
        found = {}
        for promise in self._get_promises(lines, "broken"):
            own = promise.line_ids & lines
            if not own or any(
                line.garage_reminded_on
                and line.garage_reminded_on >= promise.settled_on
                for line in own
            ):
                continue
            found[promise.partner_id.id] = {
                "text": self.env._(
                    "Promised %(amount)s until %(day)s and did not pay.",
                    amount=promise.currency_id.format(promise.amount),
                    day=format_date(self.env, promise.until),
                )
            }
        return found

    @api.model
    def _add_money_on_its_way(self, lines, holds):
        """Payments started online or at a terminal, not yet in the books."""
        texts = {}
        for move in lines.move_id:
            if move.payment_state == "in_payment":
                texts[move] = self.env._("A payment is registered, the bank follows.")
        for move, text in self._get_running_texts(lines.move_id).items():
            texts[move] = text
        for line in lines:
            if line.move_id in texts:
                hold = dunning.Hold("on_its_way", {"text": texts[line.move_id]})
                holds[line.id].append(hold)

    @api.model
    def _get_running_texts(self, moves):
        # sudo: finance may not read attempts of every till, yet has to be told.
        attempts = (
            self.env["garage.payment.attempt"]
            .sudo()
            .search(self._get_running_attempts_domain(moves))
        )
        transactions = (
            self.env["payment.transaction"]
            .sudo()
            .search(
                [
                    ("invoice_ids", "in", moves.ids),
                    "|",
                    ("state", "in", ("pending", "authorized")),
                    "&",
                    ("state", "=", "done"),
                    ("is_post_processed", "=", False),
                ]
            )
        )
        texts = {}
        for attempt in attempts:
            text = self._get_running_text(attempt, attempt._get_place())
            for move in attempt.invoice_id or attempt.request_id.invoice_ids:
                texts[move] = text
        for transaction in transactions:
            text = self._get_running_text(transaction, self.env._("the pay page"))
            for move in transaction.invoice_ids:
                texts[move] = text
        return texts

    @api.model
    def _get_running_attempts_domain(self, moves):
        return [
            ("state", "in", ("created", "sent", "unknown", "approved")),
            ("direction", "=", "charge"),
            "|",
            ("invoice_id", "in", moves.ids),
            ("request_id.invoice_ids", "in", moves.ids),
        ]

    @api.model
    def _get_running_text(self, payment, place):
        return self.env._(
            "%(amount)s is on its way since %(day)s (%(place)s).",
            amount=payment.currency_id.format(payment.amount),
            day=format_date(self.env, payment.create_date),
            place=place,
        )

    @api.model
    def _add_bank_lines(self, lines, holds):
        """Money at the bank that is not matched yet but fits the item."""
        proposals = self.env["garage.match.proposal"].search(
            [("state", "=", "proposed"), ("item_ids", "in", lines.ids)]
        )
        for proposal in proposals:
            bank_line = proposal.statement_line_id
            text = self.env._(
                "%(amount)s came in on %(day)s and waits to be matched.",
                amount=bank_line.currency_id.format(bank_line.amount),
                day=format_date(self.env, bank_line.date),
            )
            for line in proposal.item_ids & lines:
                holds[line.id].append(dunning.Hold("on_its_way", {"text": text}))
