from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..domain.supplier_orders import OrderLine, SupplierOrder


class GarageSupplierOrder(models.Model):
    """An order at a supplier is made from a purchase order, once."""

    _inherit = "garage.supplier.order"

    @api.model
    def _make(self, purchase, service, state="draft"):
        """Return the order that is sent for this purchase order.

        Who comes second gets the one that exists.
        """
        known = purchase.garage_supplier_order_ids.filtered("is_living")
        if known:
            return known
        lines = purchase._get_ordered_parts()
        if not lines:
            raise UserError(self.env._("There is nothing to send on this order."))
        tries = len(purchase.garage_supplier_order_ids)
        name = f"{purchase.name}/{tries + 1}" if tries else purchase.name
        order = self.create(
            {
                "name": name,
                "purchase_id": purchase.id,
                "service_id": service.id if service else False,
                "state": state,
                "next_step": "place" if service else False,
                "line_ids": [
                    Command.create(self._prepare_line_vals(line, service))
                    for line in lines
                ],
            }
        )
        order.payload = order._get_payload()
        return order

    @api.model
    def _get_purchase_order(self, purchase):
        """Return a purchase order in the form in which suppliers get it."""
        rows = purchase._get_ordered_parts()
        values = [(line, self._prepare_line_vals(line, None)) for line in rows]
        return SupplierOrder(
            reference=purchase.name,
            currency=purchase.currency_id.name,
            lines=tuple(
                OrderLine(
                    reference=str(line.id),
                    brand=row["brand"] or "",
                    number=row["number"],
                    quantity=Decimal(str(row["quantity"])),
                    price=Decimal(str(row["price_unit"])),
                    wanted=row["wanted"] or None,
                )
                for line, row in values
            ),
            note=purchase.origin or "",
        )

    @api.model
    def _prepare_line_vals(self, line, service):
        product = line.product_id
        seller = line.selected_seller_id
        number = seller.product_code or product.default_code
        if not number and service:
            raise UserError(
                self.env._(
                    "%(part)s has no number that %(supplier)s would know. Enter it on "
                    "the part as internal reference, then send again.",
                    part=product.display_name,
                    supplier=line.partner_id.name,
                )
            )
        day = line.date_planned and fields.Datetime.context_timestamp(
            self.with_context(tz=line.company_id._garage_get_tz()), line.date_planned
        )
        return {
            "purchase_line_id": line.id,
            "product_id": product.id,
            "brand": product.garage_brand_id.name,
            "number": number or product.display_name,
            "quantity": line.product_qty,
            "price_unit": line.price_unit,
            "wanted": day and day.date(),
        }

    def _get_order(self):
        """Return what is sent: plain values, without records or secrets."""
        self.ensure_one()
        return SupplierOrder(
            reference=self.name,
            currency=self.currency_id.name,
            lines=tuple(
                OrderLine(
                    reference=str(line.id),
                    brand=line.brand or "",
                    number=line.number,
                    quantity=Decimal(str(line.quantity)),
                    price=Decimal(str(line.price_unit)),
                    wanted=line.wanted or None,
                )
                for line in self.line_ids
            ),
            note=self.purchase_id.origin or "",
        )

    def _get_payload(self):
        """Return what is sent in the form in which it is kept."""
        order = self._get_order()
        return {
            "reference": order.reference,
            "currency": order.currency,
            "note": order.note,
            "lines": [
                {name: str(value) for name, value in vars(line).items()}
                for line in order.lines
            ],
        }
