from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: what may be typed on a line of a card
TYPED = ("name", "product_uom_qty", "price_unit", "discount", "purchase_price")
#: products that the box of a new line offers at most
OFFERS = 8
#: removals that are remembered per job, to tell who took a line off
REMEMBERED = 30


class GarageJob(models.Model):
    """Lines of a card: typed, added and taken off one by one, by several people."""

    _inherit = "garage.job"

    removed_lines = fields.Json(
        readonly=True, copy=False, groups="garage_workorder.group_garage_prices"
    )

    def add_card_line(self, values):
        """Add a line from the box of a card.

        :param values: kind (product, labour, sublet or need), product_id, name,
            quantity, price, cost, need_id
        :return: {"card": the card now, "line_id": id of the new line or False}
        """
        self.ensure_one()
        self._check_card_editable()
        if values.get("kind") == "need":
            self._add_card_need(values)
            line = self.line_ids.browse()
        else:
            line = self.add_lines([self._prepare_card_line_vals(values)])
            need = self.need_ids.filtered(lambda need: need.id == values.get("need_id"))
            need.line_id = line
        self.workorder_id._notify_board()
        return {"card": self.get_card(), "line_id": line.id}

    def save_card_line(self, line_id, values, base):
        """Write what was typed on one line, unless somebody wrote there meanwhile.

        :param base: the values that the user saw when beginning to type
        :return: {"card", "clash", "gone"}; with a clash or gone nothing is written
        """
        self.ensure_one()
        self._check_card_editable()
        line = self.line_ids.filtered(lambda line: line.id == line_id)
        if not line:
            return {
                "card": self.get_card(),
                "clash": [],
                "gone": self._tell_gone(line_id),
            }
        values = {name: values[name] for name in TYPED if name in values}
        clash = self._get_card_clash(line, values, base)
        if not clash:
            line.write(line._add_sublet_price(values))
            self.workorder_id._notify_board()
        return {"card": self.get_card(), "clash": clash, "gone": False}

    def remove_card_line(self, line_id, base=None):
        """Take a line off the job; of a confirmed order its quantity becomes zero."""
        self.ensure_one()
        self._check_card_editable()
        line = self.line_ids.filtered(lambda line: line.id == line_id)
        clash = []
        if line:
            clash = self._get_card_clash(line, dict.fromkeys(base or {}), base or {})
        if line and not clash:
            self._remove_line(line)
            self.workorder_id._notify_board()
        return {"card": self.get_card(), "clash": clash}

    def restore_card_line(self, values):
        """Put back a line that somebody else took off while it was being changed."""
        return self.add_card_line({"kind": "product", **values})

    def search_card_products(self, text):
        """What the box of a new line offers for a text, best first."""
        self.ensure_one()
        products = self.env["product.product"].search(
            Domain("display_name", "ilike", text)
            & Domain("sale_ok", "=", True)
            & Domain("type", "in", ("consu", "service"))
            & Domain("company_id", "in", [False, self.company_id.id]),
            limit=OFFERS,
        )
        prices = self._get_card_prices(products)
        return [self._get_card_offer(product, prices) for product in products]

    def fill_card_offers(self, offer_ids):
        """Return {offer id: its text} for offers marked ``later``; add-ons know more.

        Asked a moment after the offers are on show, so that nobody waits for it.
        """
        self.ensure_one()
        self.check_access("read")
        return {}

    def _get_card_offer(self, product, prices):
        detail = [self.currency_id.format(prices[product.id])]
        if product.is_storable:
            detail.append(self._get_shelf_words(product))
        return {
            "id": f"product-{product.id}",
            "label": product.display_name,
            "detail": " · ".join(filter(None, detail)),
            "values": {"kind": "product", "product_id": product.id},
        }

    def _get_card_prices(self, products):
        """{product id: price for the customer of this job}."""
        pricelist = self.order_id.pricelist_id
        if pricelist:
            return pricelist._get_products_price(products, 1.0)
        return {product.id: product.lst_price for product in products}

    def _get_shelf_words(self, product):
        # stock moves stay closed to cashiers and auditors; how many lie there is shown
        free = product.sudo().free_qty
        if product.uom_id.compare(free, 0) <= 0:
            return self.env._("not in stock")
        return self.env._("%(count)s in stock", count=f"{free:g}")

    def _prepare_card_line_vals(self, values):
        vals = {"product_uom_qty": values.get("quantity") or 1.0}
        product = self._get_card_product(values)
        vals["product_id"] = product.id
        if values.get("name"):
            vals["name"] = values["name"]
        if values.get("price") is not None:
            vals["price_unit"] = values["price"]
        if values.get("discount"):
            vals["discount"] = values["discount"]
        if values.get("cost"):
            vals["purchase_price"] = values["cost"]
        return vals

    def _get_card_product(self, values):
        kind = values.get("kind")
        if kind == "labour":
            product = self.company_id.garage_labour_product_id
            if not product or not product.active:
                self._refuse_missing_labour()
            return product
        if kind == "sublet":
            return self.env.ref("garage_workorder.product_sublet")
        return self.env["product.product"].browse(values["product_id"])

    def _check_card_editable(self):
        """Refuse to change a job that is closed, in words."""
        self._check_still_there()
        self.check_access("write")
        self.workorder_id._take_turn()
        self._check_editable()
        if self.state == "done":
            raise UserError(
                self.env._(
                    "“%(job)s” is finished. Take it up again to change its lines.",
                    job=self.name,
                )
            )

    def _check_still_there(self):
        if not self.exists():
            raise UserError(
                self.env._(
                    "Somebody else took this job off the work order meanwhile, so "
                    "nothing was saved. Add it again if it is still needed."
                )
            )

    def _add_card_need(self, values):
        name = (values.get("name") or "").strip()
        if not name:
            raise UserError(self.env._("Type which part is needed."))
        self.need_ids.create(
            {
                "job_id": self.id,
                "name": name,
                "quantity": values.get("quantity") or 1.0,
            }
        )

    def _remove_line(self, line):
        """Delete a line, or bring it to zero where Odoo keeps what was ordered."""
        if line.product_uom_id.compare(line.qty_delivered, 0) > 0 and (
            line.product_id.type == "consu"
        ):
            raise UserError(
                self.env._(
                    "“%(part)s” has left the stock. Return the parts of the job first.",
                    part=line.name,
                )
            )
        memory = dict((self.removed_lines or [])[-REMEMBERED:])
        memory[str(line.id)] = {
            "who": self.env.user.name,
            "at": fields.Datetime.to_string(fields.Datetime.now()),
        }
        self.removed_lines = list(memory.items())
        line._forget_garage_fee()
        if line.order_id.state == "sale":
            line.product_uom_qty = 0
        else:
            line.unlink()

    def _tell_gone(self, line_id):
        """Who took the line off, in one sentence."""
        memory = dict(self.removed_lines or []).get(str(line_id))
        if not memory:
            return self.env._("This line was taken off the job meanwhile.")
        at = fields.Datetime.to_datetime(memory["at"])
        return self.env._(
            "%(who)s took this line off at %(when)s.",
            who=memory["who"],
            when=self._get_when_words(at),
        )

    def _get_card_lines(self, editable):
        """Rows of the card, in their order."""
        self.ensure_one()
        return [line._get_card_row(editable) for line in self.line_ids.sorted()]
