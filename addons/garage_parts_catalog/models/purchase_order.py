from odoo import api, models
from odoo.exceptions import UserError

from ..domain.supply import rank


class PurchaseOrder(models.Model):
    """Parts that are put on a supplier's next order."""

    _inherit = "purchase.order"

    @api.model
    def garage_order_products(self, rows, reference=""):
        """Put parts on the next orders of their suppliers; for the till and others.

        :param rows: list of dict with product_id, quantity and, where known,
            partner_id (who shall deliver) and key (whose wish it is: asked again with
            the same key, nothing is ordered twice)
        :param reference: what the supplier's order names as its reason
        :return: list of dict with order_id, name and supplier of the orders
        """
        self.env["product.product"].check_access("read")
        self._check_may_order()
        lines = self.env["purchase.order.line"]
        known = lines._garage_find_requested(
            row["key"] for row in rows if row.get("key")
        )
        wishes = [row for row in rows if row.get("key") not in known]
        for row in rows:
            if row.get("key") in known:
                known[row["key"]]._garage_wish_again(float(row["quantity"]))
        demands = self._garage_get_demands(wishes)
        lines = self._garage_put_on_orders(demands, self.env.company, reference)
        lines = lines.union(*known.values())
        return [
            {
                "order_id": order.id,
                "name": order.name,
                "supplier": order.partner_id.name,
            }
            for order in lines.order_id
        ]

    @api.model
    def _garage_get_demands(self, rows):
        """Return {partner id: [values of purchase.order.line]} for wishes."""
        wanted = {int(row["product_id"]): float(row["quantity"]) for row in rows}
        products = self.env["product.product"].browse(wanted)
        supplies = products._garage_find_supplies(wanted, self.env.company)
        demands = {}
        for row in rows:
            product_id = int(row["product_id"])
            supply = self._pick_supply(supplies[product_id], row.get("partner_id"))
            if not supply:
                self._refuse_without_supplier(products.browse(product_id))
            demands.setdefault(supply.partner_id, []).append(
                {
                    "product_id": product_id,
                    "product_qty": float(row["quantity"]),
                    "price_unit": supply.price,
                    "date_planned": supply.arrives,
                    "garage_request_key": row.get("key"),
                }
            )
        return demands

    @api.model
    def _check_may_order(self):
        """Advisers and the counter order parts without Odoo's purchase rights."""
        roles = ("adviser", "cashier", "manager")
        has = self.env.user.has_group
        if not self.env.su and not any(
            has(f"garage_base.group_garage_{role}") for role in roles
        ):
            self.check_access("create")

    @api.model
    def _pick_supply(self, supplies, partner_id=None):
        from_chosen = [row for row in supplies if row.partner_id == partner_id]
        ranked = rank(supplies, None)
        return next(iter(from_chosen or ranked), None)

    @api.model
    def _garage_put_on_orders(self, demands, company, origin=""):
        """Extend the open order of each supplier, or begin one; return the lines.

        :param demands: {partner id: [values of purchase.order.line, prices in the
            company's currency for one piece]}
        """
        # Reached by who may order for a job or at the counter (checked before).
        orders = self.sudo().with_company(company)
        lines = orders.env["purchase.order.line"]
        for partner_id, rows in demands.items():
            partner = orders.env["res.partner"].browse(partner_id)
            order = orders._garage_get_open_order(partner, company)
            order._garage_add_origin(origin)
            for row in rows:
                price = company.currency_id._convert(
                    row.get("price_unit", 0.0),
                    order.currency_id,
                    company,
                    order.date_order,
                    round=False,
                )
                values = {**row, "price_unit": price, "order_id": order.id}
                lines |= lines.create(values)
        return lines

    @api.model
    def _garage_get_open_order(self, partner, company):
        """Return the supplier's order that is still being filled.

        Context ``garage_warehouse_id`` names the warehouse that it must deliver to.
        """
        supplier = partner.commercial_partner_id
        domain = [
            ("partner_id", "in", (partner | supplier).ids),
            ("company_id", "=", company.id),
            ("state", "=", "draft"),
            ("picking_type_id.warehouse_id.company_id", "=", company.id),
        ]
        vals = {"partner_id": partner.id, "company_id": company.id}
        warehouse = self.env["stock.warehouse"].browse(
            self.env.context.get("garage_warehouse_id")
        )
        if warehouse:
            domain.append(("picking_type_id.warehouse_id", "=", warehouse.id))
            vals["picking_type_id"] = warehouse.in_type_id.id
        return self.search(domain, order="id desc", limit=1) or self.create(vals)

    def _garage_add_origin(self, origin):
        """Name one more reason of the order, once."""
        known = [text for text in (self.origin or "").split(", ") if text]
        if origin and origin not in known:
            self.origin = ", ".join([*known, origin])

    @api.model
    def _refuse_without_supplier(self, product):
        raise UserError(
            self.env._(
                "Nobody is known who delivers %(part)s. Add a supplier on the part's "
                "page Purchase, then order again.",
                part=product.display_name,
            )
        )
