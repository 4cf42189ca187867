from collections import defaultdict

from odoo import api, fields, models

from ..domain.matching import Matcher

BATCH = 2_000


class AccountBankStatementLine(models.Model):
    _inherit = "account.bank.statement.line"

    garage_match_ids = fields.One2many(
        "garage.match.proposal", "statement_line_id", string="Matches"
    )
    garage_match_state = fields.Selection(
        [
            ("posted", "Posted by itself"),
            ("confirm", "To confirm"),
            ("none", "Nothing found"),
        ],
        "Match",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )

    # --- the matching of the reconciliation add-on is switched off ------------------

    def _auto_reconcile(self):
        """Nothing is posted on creation: our engine decides, see _garage_match."""
        return

    def _do_auto_reconcile_invoices(self):
        """No invoice is preselected in the reconciliation screen."""
        return self, self.browse()

    def _retrieve_partner(self):
        """Set the partner only when the account is one customer's for sure.

        A name may belong to two customers; it decides nothing here.
        """
        if self.env.context.get("skip_retrieve_partner"):
            return
        lines = self.filtered(
            lambda line: (
                line.account_number and not line.partner_id and not line.is_reconciled
            )
        )
        if not lines:
            return
        known = self.env["garage.match.gather"]._get_knowledge(lines)
        for line in lines:
            owners = known.partners_by_iban.get(line.account_number, ())
            if len(owners) == 1:
                line.partner_id = next(iter(owners))

    # --- our matching -----------------------------------------------------------------

    def _garage_match(self):
        """Match these lines: post what is sure, propose the rest."""
        todo = self.filtered(lambda line: line._garage_is_open())
        for company, lines in todo.grouped("company_id").items():
            for start in range(0, len(lines), BATCH):
                lines[start : start + BATCH]._garage_match_company(company)

    def _garage_is_open(self):
        self.ensure_one()
        return (
            not self.is_reconciled
            and not self.foreign_currency_id
            and self.journal_id.type == "bank"
            and self.move_id.state == "posted"
        )

    def _garage_match_company(self, company):
        gather = self.env["garage.match.gather"].with_company(company)
        matcher = Matcher(
            gather._get_items(company),
            gather._get_knowledge(self),
            gather._get_settings(company),
        )
        outcomes = matcher.run([gather._as_bank_line(line) for line in self])
        self._garage_drop_proposals()
        refused = self._garage_get_refused()
        sure, offered = [], []
        for line, outcome in zip(self, outcomes, strict=True):
            post = outcome.post
            if post and not line._garage_may_post(post, refused):
                post = None
            (sure if post else offered).append((line, outcome))
        offered += self._garage_post_sure(sure)
        self._garage_offer(offered, refused)

    def _garage_may_post(self, proposal, refused):
        """A line whose match was undone is a person's; so are locked periods."""
        return self.id not in refused

    def _garage_get_refused(self):
        """Return {line id: [sets of items]} of matches that a person took back."""
        undone = self.env["garage.match.proposal"].search(
            [("statement_line_id", "in", self.ids), ("state", "=", "undone")]
        )
        refused = defaultdict(list)
        for proposal in undone:
            refused[proposal.statement_line_id.id].append(set(proposal.item_ids.ids))
        return refused

    def _garage_drop_proposals(self):
        self.garage_match_ids.filtered(lambda one: one.state == "proposed").unlink()

    def _garage_post_sure(self, sure):
        """Post the sure ones; return those that accounting refused."""
        proposals = self.env["garage.match.proposal"]
        records = proposals.create(
            [
                proposals._prepare_vals(line, outcome.post, "proposed")
                for line, outcome in sure
            ]
        )
        failed = []
        for (line, outcome), record in zip(sure, records, strict=True):
            if line._garage_try_post(record):
                record._decide_state("posted")
                line.garage_match_state = "posted"
            else:
                record.unlink()
                failed.append((line, outcome))
        return failed

    def _garage_offer(self, offered, refused):
        proposals = self.env["garage.match.proposal"]
        vals = []
        for line, outcome in offered:
            fitting = [
                one
                for one in outcome.proposals
                if set(one.items) not in refused.get(line.id, [])
            ]
            line.garage_match_state = "confirm" if fitting else "none"
            vals += [proposals._prepare_vals(line, one, "proposed") for one in fitting]
        proposals.create(vals)

    @api.model
    def _cron_garage_match(self):
        """Try open bank lines again: the invoice may be posted by now."""
        for company in self.env["res.company"].search([("active", "=", True)]):
            lines = self.with_company(company).search(
                [
                    ("company_id", "=", company.id),
                    ("is_reconciled", "=", False),
                    ("journal_id.type", "=", "bank"),
                ],
                limit=BATCH,
                order="id desc",
            )
            lines._garage_match()
