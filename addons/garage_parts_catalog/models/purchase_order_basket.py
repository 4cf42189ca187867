from odoo import models
from odoo.exceptions import UserError


class PurchaseOrder(models.Model):
    """A whole order at one live supplier."""

    _inherit = "purchase.order"

    def action_garage_compare(self):
        """Ask all live suppliers who has everything that stands on this order."""
        self.ensure_one()
        quantities = {}
        for line in self._garage_get_part_lines():
            product = line.product_id
            quantities.setdefault(product, 0.0)
            quantities[product] += line.product_uom_qty
        if not quantities:
            raise UserError(self.env._("Put parts on the order first."))
        target = {
            "model": self._name,
            "id": self.id,
            "method": "garage_take_supplier",
            "whole": True,
        }
        return self.env["product.product"]._garage_get_basket_action(quantities, target)

    def garage_take_supplier(self, service_id):
        """Make this the order of a live supplier, at the prices that he just said."""
        self.ensure_one()
        self.check_access("write")
        if self.state not in ("draft", "sent"):
            raise UserError(self.env._("Order %s is confirmed already.", self.name))
        services = self.env["garage.supplier.service"]._get_services()
        service = services.filtered(lambda row: row.id == service_id)
        offers = {
            line: self._garage_find_offer(line, service)
            for line in self._garage_get_part_lines()
        }
        missing = [
            line.product_id.display_name for line, row in offers.items() if not row
        ]
        if missing or not service:
            raise UserError(
                self.env._(
                    "%(supplier)s does not deliver %(parts)s. Take it off the order "
                    "first, or choose another supplier.",
                    supplier=service.name or self.env._("This supplier"),
                    parts=", ".join(missing),
                )
            )
        if self.partner_id.commercial_partner_id != (
            service.partner_id.commercial_partner_id
        ):
            self.partner_id = service.partner_id
            self.onchange_partner_id()
        for line, offer in offers.items():
            line.write(self._garage_prepare_offered_vals(line, offer))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "%(order)s goes to %(supplier)s, at the prices of just now.",
                    order=self.name,
                    supplier=service.name,
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _garage_get_part_lines(self):
        return self.order_line.filtered(
            lambda line: line.product_id.type == "consu" and line.product_uom_qty > 0
        )

    def _garage_find_offer(self, line, service):
        """Return what the supplier last offered for a line's product."""
        # Reached by who may write the order; offers are kept by the system.
        items = line.product_id._garage_find_items().sudo()
        if not items:
            return self.env["garage.supplier.offer"]
        offer = items.env["garage.supplier.offer"].search(
            [
                ("service_id", "=", service.id),
                ("brand_id", "in", items.brand_id.ids),
                ("number_norm", "in", items.mapped("number_norm")),
                ("state", "=", "offered"),
            ],
            order="fetched_at desc",
            limit=1,
        )
        short = offer.stock_known and offer.stock < line.product_uom_qty
        return offer.browse() if short else offer

    def _garage_prepare_offered_vals(self, line, offer):
        per_piece = offer.currency_id._convert(
            offer.price, self.currency_id, self.company_id, round=False
        )
        piece = line.product_id.uom_id
        delivery = self.partner_id._garage_get_next_delivery(
            self.company_id, offer.lead_days if offer.lead_known else None
        )
        return {
            "price_unit": piece._compute_price(per_piece, line.product_uom_id),
            "date_planned": delivery.arrives,
        }
