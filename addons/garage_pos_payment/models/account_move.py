from odoo import api, fields, models
from odoo.fields import Domain

OPEN_ITEMS_LIMIT = 40


class AccountMove(models.Model):
    _inherit = "account.move"

    @api.model
    def garage_search_open_items(self, config_id, text="", limit=OPEN_ITEMS_LIMIT):
        """Return the unpaid invoices that a till may settle, oldest due first.

        ``text`` is what the cashier typed: customer, invoice number or, with the
        workshop installed, a plate.
        """
        config = self.env["pos.config"].browse(config_id)
        config.check_access("read")
        domain = self._garage_open_items_domain(config)
        if text and text.strip():
            domain &= self._garage_open_items_text_domain(text.strip())
        moves = self.search(domain, limit=limit, order="invoice_date_due, id")
        return [move._garage_open_item() for move in moves]

    @api.model
    def _garage_open_items_domain(self, config):
        return Domain(
            [
                ("state", "=", "posted"),
                ("move_type", "=", "out_invoice"),
                ("payment_state", "in", ("not_paid", "partial")),
                ("company_id", "=", config.company_id.id),
                ("currency_id", "=", config.currency_id.id),
            ]
        )

    @api.model
    def _garage_open_items_text_domain(self, text):
        searched = ("name", "payment_reference", "ref", "partner_id.name")
        contact = ("partner_id.email", "partner_id.phone")
        return Domain.OR([Domain(name, "ilike", text) for name in searched + contact])

    def _garage_open_item(self):
        """One row of the till's list; amounts in the invoice's currency."""
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.name,
            "partner_id": self.partner_id.id,
            "partner": self.partner_id.display_name,
            "due": self.invoice_date_due.isoformat() if self.invoice_date_due else "",
            "overdue_days": self._garage_overdue_days(),
            "total": self.amount_total,
            "residual": self.amount_residual,
            "plate": "",
            "info": self.invoice_origin or "",
        }

    def _garage_overdue_days(self):
        if not self.invoice_date_due:
            return 0
        today = fields.Date.context_today(self)
        return max((today - self.invoice_date_due).days, 0)
