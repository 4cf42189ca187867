from odoo import fields, models


class GarageSupplierReturn(models.Model):
    """How a return finds its credit note."""

    _inherit = "garage.supplier.return"

    def _is_named_by(self, line):
        """Whether a line of a credit note surely means this return."""
        self.ensure_one()
        bought = self._get_credit_purchase_line()
        names = f"{line.name or ''} {line.move_id.ref or ''}"
        return (
            self.name in names
            or bool(self.supplier_ref and self.supplier_ref in names)
            or bool(bought and line.purchase_line_id == bought)
        )

    def _credit_by(self, move, amount):
        self.ensure_one()
        day = move.invoice_date or move.date or fields.Date.context_today(self)
        company = self.company_id
        self.write(
            {
                "state": "credited",
                "credit_id": move.id,
                "credited_amount": move.currency_id._convert(
                    amount, company.currency_id, company, day
                ),
                "closed_on": day,
            }
        )
