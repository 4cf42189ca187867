from odoo import api, fields, models

LIMIT = 200
POSTED_DAYS = 14


class GarageMatchProposal(models.Model):
    """What the screen "Bank: match" shows."""

    _inherit = "garage.match.proposal"

    @api.model
    def get_screen(self):
        """Return the bank lines in three groups, with their proposals in words."""
        lines = self._get_screen_lines()
        return {
            "posted": [
                self._as_screen_line(line, ("posted", "approved"))
                for line in self._get_posted_lines()
            ],
            "confirm": [
                self._as_screen_line(line, ("proposed",))
                for line in lines.filtered(
                    lambda one: one.garage_match_state == "confirm"
                )
            ],
            "none": [
                self._as_screen_line(line, ())
                for line in lines.filtered(
                    lambda one: one.garage_match_state != "confirm"
                )
            ],
            "may_write": self.has_access("write"),
        }

    @api.model
    def action_match_again(self):
        """Match the open lines again, e.g. after invoices were posted."""
        self.check_access("create")
        self._get_screen_lines()._garage_match()
        return True

    @api.model
    def _get_screen_lines(self):
        """Return the open lines of the bank journals, newest first."""
        return self.env["account.bank.statement.line"].search(
            [
                ("is_reconciled", "=", False),
                ("journal_id.type", "=", "bank"),
                ("company_id", "in", self.env.companies.ids),
            ],
            limit=LIMIT,
            order="date desc, id desc",
        )

    @api.model
    def _get_posted_lines(self):
        since = fields.Datetime.subtract(fields.Datetime.now(), days=POSTED_DAYS)
        return self.search(
            [
                ("state", "in", ("posted", "approved")),
                ("create_date", ">=", since),
                ("company_id", "in", self.env.companies.ids),
            ],
            limit=LIMIT,
            order="id desc",
        ).statement_line_id

    @api.model
    def _as_screen_line(self, line, states):
        proposals = line.garage_match_ids.filtered(lambda one: one.state in states)
        ranked = proposals.sorted(lambda one: (-one.score, one.id))
        return {
            "id": line.id,
            "date": fields.Date.to_string(line.date),
            "payer": line.partner_name or line.partner_id.name or "",
            "iban": line.account_number or "",
            "text": line.payment_ref or "",
            "amount": line.amount,
            "currency_id": line.currency_id.id,
            "journal_id": line.journal_id.id,
            "proposals": [proposal._as_screen_proposal() for proposal in ranked],
        }

    def _as_screen_proposal(self):
        self.ensure_one()
        labels = dict(self._fields["confidence"]._description_selection(self.env))
        return {
            "id": self.id,
            "state": self.state,
            "customer": self.partner_id.name or "",
            "items": [self._as_screen_item(item) for item in self.item_ids],
            "why": self.why,
            "confidence": self.confidence,
            "confidence_text": labels[self.confidence],
            "difference": self.difference,
        }

    @api.model
    def _as_screen_item(self, item):
        """Return an invoice of a proposal; glue add-ons add the plate."""
        return {
            "id": item.id,
            "name": item.move_id.name,
            "open": item.amount_residual_currency,
            "move_id": item.move_id.id,
        }
