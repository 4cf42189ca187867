from collections import defaultdict

from odoo import api, models

from ..domain.matching import BankLine, Knowledge, OpenItem, Settings
from ..domain.matching.normalise import iban_key
from ..tools import to_minor

FETCHED = (
    "move_id",
    "move_name",
    "partner_id",
    "account_id",
    "currency_id",
    "amount_residual_currency",
    "date_maturity",
    "date",
)


class GarageMatchGather(models.AbstractModel):
    """Turns bank lines and open items into the plain values of the engine."""

    _name = "garage.match.gather"
    _description = "Facts for matching"

    @api.model
    def _get_items(self, company):
        """Return all open items of customers, read in one go."""
        lines = self.env["account.move.line"].search_fetch(
            [
                ("company_id", "=", company.id),
                ("parent_state", "=", "posted"),
                ("account_type", "=", "asset_receivable"),
                ("reconciled", "=", False),
                ("partner_id", "!=", False),
                ("statement_line_id", "=", False),
            ],
            FETCHED,
            order="id",
        )
        lines.move_id.fetch(["name", "payment_reference"])
        lines.partner_id.fetch(["commercial_partner_id"])
        tokens = self._get_extra_tokens(lines)
        return [self._as_item(line, tokens.get(line.id, ())) for line in lines]

    @api.model
    def _get_extra_tokens(self, lines):
        """Hook: return {line id: [texts]} that name an item too, e.g. the plate."""
        return {}

    @api.model
    def _as_item(self, line, tokens):
        partner = line.partner_id.commercial_partner_id
        return OpenItem(
            id=line.id,
            partner=partner.id,
            partner_name=partner.name or "",
            amount=to_minor(line.amount_residual_currency, line.currency_id),
            currency=line.currency_id.name,
            number=line.move_id.name or "",
            reference=line.move_id.payment_reference or "",
            due=line.date_maturity or line.date,
            account=line.account_id.id,
            tokens=tuple(tokens),
        )

    @api.model
    def _as_bank_line(self, line):
        return BankLine(
            id=line.id,
            amount=to_minor(line.amount, line.currency_id),
            currency=line.currency_id.name,
            text=line.payment_ref or "",
            reference=line.ref or "",
            iban=line.account_number or "",
            payer=line.partner_name or "",
        )

    @api.model
    def _get_knowledge(self, lines):
        """Return who paid from these accounts before: from partners and history."""
        accounts = {iban_key(line.account_number or ""): 1 for line in lines}
        accounts.pop("", None)
        by_iban = defaultdict(set)
        # sudo: bank accounts of customers are read here only to tell who paid.
        banks = (
            self.env["res.partner.bank"]
            .sudo()
            .search(
                [
                    ("sanitized_acc_number", "in", list(accounts)),
                    ("company_id", "in", (False, *lines.company_id.ids)),
                ]
            )
        )
        for bank in banks:
            by_iban[iban_key(bank.acc_number)].add(
                bank.partner_id.commercial_partner_id.id
            )
        for account, partner in self._get_history(lines):
            by_iban[iban_key(account)].add(partner.commercial_partner_id.id)
        return Knowledge(
            partners_by_iban={
                iban: frozenset(partners) for iban, partners in by_iban.items()
            }
        )

    @api.model
    def _get_history(self, lines):
        accounts = [account for account in lines.mapped("account_number") if account]
        return self.env["account.bank.statement.line"]._read_group(
            [
                ("account_number", "in", accounts),
                ("is_reconciled", "=", True),
                ("partner_id", "!=", False),
                ("company_id", "in", lines.company_id.ids),
            ],
            ["account_number", "partner_id"],
        )

    @api.model
    def _get_settings(self, company):
        limit = company.garage_match_difference
        has_account = bool(
            company._garage_get_difference_account(-1.0)
            and company._garage_get_difference_account(1.0)
        )
        return Settings(
            threshold=company.garage_match_threshold,
            difference=to_minor(limit, company.currency_id) if has_account else 0,
        )
