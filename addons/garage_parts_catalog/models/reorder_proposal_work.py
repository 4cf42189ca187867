from datetime import timedelta

from odoo import api, fields, models

from ..domain.reorder import Stock, get_quantity
from ..domain.stock_level import get_expected

#: days when no supplier says how long he needs
DEFAULT_LEAD = 2


class ReorderProposal(models.Model):
    """The daily work: what every warehouse should order, for all parts at once."""

    _inherit = "garage.reorder.proposal"

    @api.model
    def action_work_out(self):
        """Work the list out again now, for the companies of the user."""
        self.browse().check_access("write")
        warehouses = self.env["stock.warehouse"].search(
            [("company_id", "in", self.env.companies.ids)]
        )
        for warehouse in warehouses:
            # the figures come from stock and orders that the user need not see
            self.sudo()._refresh(warehouse)
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    @api.model
    def _cron_propose(self):
        """Work out all lists; runs every morning after the forecast."""
        for warehouse in self.env["stock.warehouse"].search([("active", "=", True)]):
            self._refresh(warehouse)
            self.env["ir.cron"]._commit_progress(1)

    @api.model
    def _refresh(self, warehouse):
        """Propose what is needed, drop what is not, keep what is to be ignored."""
        needs = self._find_needs(warehouse)
        needs = {key: vals for key, vals in needs.items() if vals["quantity"]}
        known = self.search([("warehouse_id", "=", warehouse.id)])
        known.filtered(lambda row: row.product_id.id not in needs).unlink()
        self._add_suppliers(warehouse, needs)
        today = fields.Date.context_today(self)
        for proposal in known.exists():
            vals = needs.pop(proposal.product_id.id)
            proposal.write({**vals, **proposal._get_state_vals(today)})
        self.create(
            [
                {**vals, "product_id": product, "warehouse_id": warehouse.id}
                for product, vals in needs.items()
            ]
        )

    def _get_state_vals(self, today):
        """A part that is ignored stays so until its day; all others are asked anew."""
        if self.state == "ignored" and self.ignored_until > today:
            return {}
        return {
            "state": "proposed",
            "ignored_until": False,
            "ignored_reason": False,
            "purchase_line_id": False,
        }

    @api.model
    def _find_needs(self, warehouse, products=None):
        """Return ``{product id: values}`` for all parts that anybody waits for or uses.

        :param products: only these; all of the warehouse when not given
        """
        # figures of all parts, also for users who see only their own orders
        model = self.sudo().with_company(warehouse.company_id)
        demands, orderpoints = model._get_rules(warehouse)
        if products is None:
            products = model._get_candidates(warehouse, demands, orderpoints)
        stocks = model._get_stocks(warehouse, products.sudo())
        return {
            product.id: model._prepare_vals(
                product.sudo(),
                stocks[product.id],
                demands.get(product.id),
                orderpoints.get(product.id),
                warehouse.company_id,
            )
            for product in products
        }

    @api.model
    def _get_rules(self, warehouse):
        domain = [("warehouse_id", "=", warehouse.id)]
        demands = self.env["garage.part.demand"].search(domain)
        orderpoints = self.env["stock.warehouse.orderpoint"].search(domain)
        return (
            {demand.product_id.id: demand for demand in demands},
            {point.product_id.id: point for point in orderpoints},
        )

    @api.model
    def _get_candidates(self, warehouse, demands, orderpoints):
        """Parts with a forecast, with a minimum, or with a job that waits."""
        waiting = self.env["stock.move"]._read_group(
            [
                ("state", "in", ("waiting", "confirmed", "partially_available")),
                ("location_id", "child_of", warehouse.view_location_id.id),
            ],
            ["product_id"],
        )
        ids = {product.id for (product,) in waiting}
        return self.env["product.product"].search(
            [
                ("id", "in", list(ids | set(demands) | set(orderpoints))),
                ("is_storable", "=", True),
                ("purchase_ok", "=", True),
            ]
        )

    @api.model
    def _get_stocks(self, warehouse, products):
        """Return ``{product id: Stock}`` of a warehouse."""
        quantities = products.with_context(
            warehouse_id=warehouse.id
        )._compute_quantities_dict(None, None, None)
        _place, drafted = products._get_quantity_in_progress(
            warehouse_ids=warehouse.ids
        )
        return {
            product.id: Stock(
                quantities[product.id]["qty_available"],
                quantities[product.id]["incoming_qty"],
                drafted[product.id, warehouse.id],
                quantities[product.id]["outgoing_qty"],
            )
            for product in products
        }

    @api.model
    def _prepare_vals(self, product, stock, demand, orderpoint, company):
        seller = product.seller_ids[:1]
        lead = int(seller.delay) if seller else DEFAULT_LEAD
        days = lead + company.garage_reorder_days
        levels = self._get_levels(demand, days, company)
        point, target = levels["point"], levels["target"]
        if orderpoint:
            point, target = orderpoint.product_min_qty, orderpoint.product_max_qty
        if demand:
            demand._suggest(levels["point"], levels["target"])
        return {
            **levels,
            "on_hand": stock.on_hand,
            "incoming": stock.incoming,
            "drafted": stock.drafted,
            "promised": stock.promised,
            "projected": stock.projected,
            "days": days,
            "point": point,
            "target": max(point, target),
            "orderpoint_id": orderpoint and orderpoint.id,
            "quantity": get_quantity(stock, point, target),
            "worked_out": fields.Datetime.now(),
        }

    @api.model
    def _get_levels(self, demand, days, company):
        """Expected use, safety, and the pieces at which and up to which to order."""
        if not demand:
            return {"expected": 0.0, "safety": 0.0, "point": 0, "target": 0}
        today = fields.Date.context_today(self)
        level = demand._get_level(today, days, company.garage_reorder_share / 100)
        later = today + timedelta(days=days)
        # months of the forecast begin with the month it was made in
        cover = get_expected(
            demand._get_pieces_from(later), later, company.garage_reorder_cover
        )
        return {
            "expected": level.expected,
            "safety": level.safety,
            "point": level.point,
            "target": level.point + round(cover),
        }

    @api.model
    def _add_suppliers(self, warehouse, needs):
        """Put supplier, price, packs and delivery on the values, for all at once."""
        company = warehouse.company_id
        products = self.env["product.product"].browse(list(needs))
        # who sells no fewer than six is asked for six
        wanted = {
            product.id: max(
                needs[product.id]["quantity"],
                min(product.sudo().seller_ids.mapped("min_qty"), default=0.0),
            )
            for product in products
        }
        supplies = products._garage_find_supplies(wanted, company)
        items = products.sudo()._garage_find_items()
        for product in products:
            vals = needs[product.id]
            best = products._garage_rank_supplies(supplies[product.id])[:1]
            if not best:
                vals.update(supplier_id=False, price=0.0)
                continue
            pack, minimum = product._garage_get_pack(best[0].partner_id, items)
            stock = Stock(
                vals["on_hand"], vals["incoming"], vals["drafted"], vals["promised"]
            )
            vals.update(
                supplier_id=best[0].partner_id,
                price=best[0].price,
                order_by=best[0].order_by,
                arrives=best[0].arrives,
                quantity=get_quantity(
                    stock, vals["point"], vals["target"], pack, minimum
                ),
            )
