from odoo import models


class AccountMove(models.Model):
    """Credit notes of suppliers close the returns that they pay for."""

    _inherit = "account.move"

    def _post(self, soft=True):
        posted = super()._post(soft)
        for move in posted.filtered(lambda move: move.move_type == "in_refund"):
            move._close_supplier_returns()
        return posted

    def button_draft(self):
        result = super().button_draft()
        self._reopen_supplier_returns()
        return result

    def _close_supplier_returns(self):
        """Give each line to the returns of that part, the surest and oldest first."""
        # whoever books the credit note; returns of this supplier only
        returns = self.env["garage.supplier.return"].sudo()
        waiting = returns.search(
            [
                ("state", "in", ("asked", "sent")),
                ("partner_id", "child_of", self.commercial_partner_id.id),
                ("company_id", "=", self.company_id.id),
            ],
            order="sent_on, id",
        )
        for line in self.invoice_line_ids.filtered("product_id"):
            waiting -= self._close_by_line(line, waiting)

    def _close_by_line(self, line, waiting):
        """Close the returns that this line pays for; return them."""
        closed = waiting.browse()
        left = line.product_uom_id._compute_quantity(
            line.quantity, line.product_id.uom_id
        )
        each = line.price_subtotal / left if left else 0.0
        matching = waiting.filtered(
            lambda row: row._get_credit_product() == line.product_id
        )
        for record in matching.sorted(lambda row: not row._is_named_by(line)):
            if line.product_id.uom_id.compare(left, record.quantity) < 0:
                continue
            left -= record.quantity
            record._credit_by(self, each * record.quantity)
            closed |= record
        return closed

    def _reopen_supplier_returns(self):
        # as above: the credit note is no longer valid, the supplier owes again
        returns = self.env["garage.supplier.return"].sudo()
        for record in returns.search([("credit_id", "in", self.ids)]):
            record.write(
                {
                    "state": "sent" if record.sent_on else "asked",
                    "credit_id": False,
                    "credited_amount": 0,
                    "closed_on": False,
                }
            )
