from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain.matching.rules import confidence
from ..tools import to_major


class GarageMatchProposal(models.Model):
    """What a bank line probably pays: posted by itself, or offered to a person."""

    _name = "garage.match.proposal"
    _description = "Bank match"
    _order = "statement_line_id, score desc, id"
    _check_company_auto = True

    statement_line_id = fields.Many2one(
        "account.bank.statement.line",
        "Bank line",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="statement_line_id.company_id", store=True, index=True, precompute=True
    )
    currency_id = fields.Many2one(related="statement_line_id.currency_id")
    date = fields.Date(related="statement_line_id.date")
    amount = fields.Monetary(related="statement_line_id.amount", string="Paid")
    payer = fields.Char(related="statement_line_id.partner_name", string="Payer")
    label = fields.Char(related="statement_line_id.payment_ref", string="Text")
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    item_ids = fields.Many2many(
        "account.move.line",
        "garage_match_proposal_line_rel",
        "proposal_id",
        "line_id",
        string="Pays",
        readonly=True,
        check_company=True,
    )
    item_names = fields.Char("Invoices", compute="_compute_item_names")
    rule = fields.Char("Rule code", readonly=True)
    score = fields.Integer(readonly=True, aggregator=None)
    evidence = fields.Char(readonly=True)
    payer_known = fields.Boolean(readonly=True)
    ambiguous = fields.Boolean(readonly=True)
    difference = fields.Monetary("Paid too much or too little", readonly=True)
    confidence = fields.Selection(
        [
            ("certain", "Certain"),
            ("likely", "Likely"),
            ("possible", "Possible"),
            ("weak", "Weak"),
        ],
        compute="_compute_confidence",
        store=True,
    )
    why = fields.Char("Rule", compute="_compute_why")
    state = fields.Selection(
        [
            ("posted", "Posted by itself"),
            ("approved", "Approved"),
            ("proposed", "To confirm"),
            ("undone", "Undone"),
        ],
        required=True,
        default="proposed",
        readonly=True,
        index=True,
    )
    decided_by = fields.Many2one("res.users", readonly=True)

    @api.depends("score")
    def _compute_confidence(self):
        for proposal in self:
            proposal.confidence = confidence(proposal.score)

    @api.depends("item_ids")
    def _compute_item_names(self):
        for proposal in self:
            proposal.item_names = ", ".join(proposal.item_ids.move_id.mapped("name"))

    @api.depends("rule", "evidence", "difference", "payer_known", "ambiguous")
    def _compute_why(self):
        for proposal in self:
            proposal.why = proposal._get_why()

    @api.ondelete(at_uninstall=False)
    def _unlink_only_proposed(self):
        if any(proposal.state != "proposed" for proposal in self):
            raise UserError(
                self.env._("Posted and undone matches are kept as history.")
            )

    # --- buttons ---------------------------------------------------------------------

    def action_approve(self):
        """Post this proposal; the others of the line fall away."""
        self.check_access("write")
        for proposal in self:
            proposal._check_still_fits()
            proposal.statement_line_id._garage_post(proposal)
            proposal._decide_state("approved")
        return True

    def action_undo(self):
        """Take a match back; the line is then only proposed, never posted again."""
        self.check_access("write")
        for proposal in self:
            if proposal.state not in ("posted", "approved"):
                raise UserError(
                    self.env._("This match is not posted, there is nothing to undo.")
                )
            proposal.statement_line_id._garage_undo()
            proposal.write({"state": "undone", "decided_by": self.env.uid})
            proposal.statement_line_id._garage_match()
        return True

    # --- helpers ---------------------------------------------------------------------

    def _check_still_fits(self):
        self.ensure_one()
        if self.state != "proposed" or self.statement_line_id.is_reconciled:
            raise UserError(
                self.env._("This bank line is matched already. Refresh the screen.")
            )
        if any(self.item_ids.mapped("reconciled")):
            raise UserError(
                self.env._(
                    "%(names)s is paid meanwhile. Refresh for new proposals.",
                    names=self.item_names,
                )
            )

    def _decide_state(self, state):
        """Mark as posted or approved and drop the rivals, of this line and others."""
        self.write({"state": state, "decided_by": self.env.uid})
        rivals = self.search(
            [
                ("state", "=", "proposed"),
                ("id", "not in", self.ids),
                "|",
                ("statement_line_id", "in", self.statement_line_id.ids),
                ("item_ids", "in", self.item_ids.filtered("reconciled").ids),
            ]
        )
        rivals.unlink()

    @api.model
    def _prepare_vals(self, line, proposal, state):
        """Return the record for a proposal of the engine."""
        return {
            "statement_line_id": line.id,
            "partner_id": proposal.partner,
            "item_ids": [fields.Command.set(list(proposal.items))],
            "rule": proposal.rule,
            "score": proposal.score,
            "evidence": proposal.evidence,
            "payer_known": proposal.payer_known,
            "ambiguous": proposal.ambiguous,
            "difference": to_major(proposal.difference, line.currency_id),
            "state": state,
        }

    def _get_why(self):
        """Return the rule in one sentence."""
        self.ensure_one()
        texts = self._get_rule_texts(self.evidence or "")
        base, _sep, kind = (self.rule or "").partition("_")
        if base in ("iban", "name"):
            text = f"{texts[base]} {texts[f'payer_{kind}']}"
        else:
            text = texts.get(self.rule, self.rule or "")
        if self.ambiguous and self.rule != "amount":
            text += " " + self.env._("Several choices fit equally.")
        return text

    def _get_rule_texts(self, evidence):
        return {
            **self._get_payer_texts(evidence),
            **self._get_near_texts(evidence),
            "reference": self.env._(
                "Payment reference %(key)s and amount agree.", key=evidence
            ),
            "number": self.env._(
                "Invoice number %(key)s and amount agree.", key=evidence
            ),
            "several": self.env._(
                "The numbers %(key)s add up to the amount.", key=evidence
            ),
            "digits": self.env._(
                "Number %(key)s without prefix, amount agrees.", key=evidence
            ),
            "token": self.env._(
                "%(key)s in the text and the amount agree.", key=evidence
            ),
            "token_sum": self.env._("The invoices of %(key)s add up.", key=evidence),
            "tail": self.env._(
                "End of the number %(key)s, amount agrees.", key=evidence
            ),
            "typing_error": self.env._(
                "%(key)s is one typing error away, amount agrees.", key=evidence
            ),
            "amount": self.env._("Only the amount agrees."),
        }

    def _get_near_texts(self, evidence):
        """Return the rules by which something is named and not all of it agrees."""
        return {
            "reference_difference": self.env._(
                "Reference %(key)s, small difference.", key=evidence
            ),
            "number_difference": self.env._(
                "Number %(key)s, small difference.", key=evidence
            ),
            "reference_part": self.env._(
                "Reference %(key)s, paid in part.", key=evidence
            ),
            "number_part": self.env._("Number %(key)s, paid in part.", key=evidence),
            "named_subset": self.env._(
                "Some of the invoices %(key)s add up.", key=evidence
            ),
            "named_part": self.env._("Invoices %(key)s, paid in part.", key=evidence),
            "named_and_more": self.env._(
                "%(key)s and further invoices add up.", key=evidence
            ),
            "named_overpaid": self.env._(
                "Number %(key)s, more paid than open.", key=evidence
            ),
            "digits_loose": self.env._("Number %(key)s, another amount.", key=evidence),
            "token_loose": self.env._(
                "%(key)s in the text, another amount.", key=evidence
            ),
        }

    def _get_payer_texts(self, evidence):
        """Return the two halves of rules on the payer: who, and what fits."""
        return {
            "iban": self.env._("Account %(iban)s is this customer's.", iban=evidence),
            "name": self.env._(
                "The payer's name %(name)s is this customer's.", name=evidence
            ),
            "payer_amount": self.env._("The amount agrees to the cent."),
            "payer_all": self.env._("Everything open adds up to the amount."),
            "payer_sum": self.env._("These invoices add up to the amount."),
            "payer_long_sum": self.env._(
                "These invoices of many add up to the amount."
            ),
            "payer_near": self.env._("The amount nearly agrees."),
            "payer_oldest": self.env._(
                "The oldest invoice is offered; the amount differs."
            ),
        }
