from odoo import api, fields, models
from odoo.exceptions import UserError


class PosOrder(models.Model):
    _inherit = "pos.order"

    garage_invoice_id = fields.Many2one(
        "account.move",
        string="Pays invoice",
        index="btree_not_null",
        readonly=True,
        copy=False,
        help="This order is no sale: it pays an invoice that is already posted.",
    )

    @api.model
    def _process_order(self, order, existing_order):
        if order.get("garage_invoice_id"):
            order["to_invoice"] = True
        return super()._process_order(order, existing_order)

    def _generate_pos_order_invoice(self):
        """Adopt the posted invoice instead of making a second one.

        The payments of the order are posted and matched with the invoice at
        once; nothing is booked as revenue or tax again.
        """
        adopting = self.filtered("garage_invoice_id")
        for order in adopting:
            order._garage_adopt_invoice()
        rest = self - adopting
        if rest:
            return super(PosOrder, rest)._generate_pos_order_invoice()
        return adopting.account_move

    def _garage_adopt_invoice(self):
        self.ensure_one()
        if self.account_move:
            return
        invoice = self._garage_lock_invoice()
        self._garage_check_adoption(invoice)
        self.write({"account_move": invoice.id, "state": "done"})
        payments = self._garage_payments_to_post()
        payments._garage_attempts()._garage_make_room()
        moves = payments._create_payment_moves(False)
        self._reconcile_invoice_payments(invoice, moves)
        self._garage_after_adoption(invoice)

    def _garage_lock_invoice(self):
        """Lock the invoice so that two tills settle it one after the other.
        Cashiers pay invoices they may not edit, hence the sudo."""
        invoice = self.garage_invoice_id.sudo().with_company(self.company_id)
        invoice.lock_for_update()
        return invoice

    def _garage_payments_to_post(self):
        """Cashiers have no right to post entries; Odoo posts a till's payments
        with elevated rights too."""
        return self.payment_ids.sudo().with_company(self.company_id)

    def _garage_check_adoption(self, invoice):
        settlement = self.config_id._garage_settlement_product()
        if any(line.product_id != settlement for line in self.lines):
            raise UserError(
                self.env._(
                    "An order that pays invoice %(invoice)s cannot sell anything "
                    "else. Move the other lines to an order of their own.",
                    invoice=invoice.name,
                )
            )
        if invoice.state != "posted" or not invoice.is_invoice():
            raise UserError(
                self.env._(
                    "Invoice %(invoice)s is not posted, so it cannot be paid. Ask the "
                    "office to look at it.",
                    invoice=invoice.name or "/",
                )
            )
        same_partner = (
            invoice.commercial_partner_id == self.partner_id.commercial_partner_id
        )
        if (
            not same_partner
            or invoice.currency_id != self.currency_id
            or invoice.company_id != self.company_id
        ):
            raise UserError(
                self.env._(
                    "Invoice %(invoice)s belongs to another customer, currency or "
                    "company than this order. Start again from Open items.",
                    invoice=invoice.name,
                )
            )

    def _garage_after_adoption(self, invoice):
        """Hook: the invoice has just been paid, wholly or in part."""
        self.payment_ids._garage_record_attempts()
