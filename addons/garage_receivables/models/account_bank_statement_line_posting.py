import logging

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command

_logger = logging.getLogger(__name__)

# The line's entry is changed here on purpose; Odoo must not mirror it back.
POSTING_CONTEXT = {
    "skip_account_move_synchronization": True,
    "skip_readonly_check": True,
    "force_delete": True,
}


class AccountBankStatementLine(models.Model):
    """Posting a match through Odoo's own entries and reconciliation."""

    _inherit = "account.bank.statement.line"

    def _garage_try_post(self, proposal):
        """Post or leave everything as it was; return whether it is posted."""
        try:
            with self.env.cr.savepoint():
                self._garage_post(proposal)
        except UserError as error:
            _logger.warning("Bank line %s was not posted: %s", self.id, error)
            self.invalidate_recordset()
            return False
        return True

    def _garage_post(self, proposal):
        """Put the line on the customer's account and reconcile it with the items.

        :raises UserError: when accounting refuses, e.g. in a closed period.
        """
        self.ensure_one()
        items = proposal.item_ids
        _liquidity, suspense, _other = self._seek_for_lines()
        if len(suspense) != 1:
            raise UserError(
                self.env._("This bank line is matched already. Refresh the screen.")
            )
        shares = self._garage_get_shares(items)
        commands = [
            Command.create(vals) for vals in self._garage_prepare_lines(items, shares)
        ]
        line = self.with_context(**POSTING_CONTEXT)
        line.partner_id = proposal.partner_id
        move = line.move_id
        before = move.line_ids
        move.write({"line_ids": [Command.delete(suspense.id), *commands]})
        added = move.line_ids - before
        plan = [
            own
            + added.filtered(
                lambda one, key=key: (one.partner_id, one.account_id) == key
            )
            for key, own in self._garage_group(items).items()
        ]
        self.env["account.move.line"]._reconcile_plan(plan)

    def _garage_group(self, items):
        """Return {(partner, account): items}; one counterpart line is made for each."""
        groups = {}
        for item in items:
            key = (item.partner_id, item.account_id)
            groups[key] = groups.get(key, items.browse()) + item
        return groups

    def _garage_get_shares(self, items):
        """Return {item: amount paid}, oldest first; a small rest is written off."""
        left = self.amount
        shares = {}
        for item in items.sorted(lambda one: (one.date_maturity or one.date, one.id)):
            open_amount = item.amount_residual_currency
            short = self._garage_is_small(left - open_amount)
            share = open_amount if short else min(left, open_amount, key=abs)
            shares[item] = share
            left = self.currency_id.round(left - share)
        return shares

    def _garage_is_small(self, difference):
        """Tell whether a shortfall may be written off."""
        limit = self.company_id.garage_match_difference
        account = self.company_id._garage_get_difference_account(difference)
        return bool(account) and 0 < abs(difference) <= limit

    def _garage_prepare_lines(self, items, shares):
        """Return the counterpart lines: customers' accounts, then the difference."""
        rest = self.currency_id.round(self.amount - sum(shares.values()))
        written_off = self._garage_is_small(rest)
        groups = list(self._garage_group(items).items())
        vals = []
        for number, ((partner, account), own) in enumerate(groups):
            paid = sum(shares[item] for item in own)
            if number == 0 and not written_off:
                paid += rest
            vals.append(self._garage_prepare_line(account, paid, partner))
        if written_off and not self.currency_id.is_zero(rest):
            account = self.company_id._garage_get_difference_account(rest)
            vals.append(self._garage_prepare_line(account, rest))
        return vals

    def _garage_prepare_line(self, account, paid, partner=None):
        currency, company = self.currency_id, self.company_id
        balance = currency._convert(paid, company.currency_id, company, self.date)
        return {
            "name": self.payment_ref or "/",
            "account_id": account.id,
            "partner_id": partner.id if partner else self.partner_id.id,
            "currency_id": currency.id,
            "amount_currency": -paid,
            "balance": -balance,
        }

    def _garage_undo(self):
        """Take the match of this line back and reopen its items."""
        for line in self:
            line.action_undo_reconciliation()
            line.garage_match_state = "confirm"
