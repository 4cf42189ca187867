from odoo import api, fields, models
from odoo.exceptions import UserError

#: what of a part decides about its deposit
FOLLOWED = frozenset({"product_id", "product_uom_qty", "product_uom_id"})
#: what of a deposit decides about its price
PRICED = frozenset({"product_id", "price_unit", "discount", "tax_ids"})
DEPOSIT = "deposit"


class SaleOrderLine(models.Model):
    """Deposits for old parts: lines that follow their part and are given back."""

    _inherit = "sale.order.line"

    garage_core_for_id = fields.Many2one(
        "sale.order.line",
        string="Deposit for",
        index="btree_not_null",
        ondelete="cascade",
        readonly=True,
        copy=False,
    )
    garage_core_line_ids = fields.One2many(
        "sale.order.line", "garage_core_for_id", "Deposits"
    )
    garage_core_return_for_id = fields.Many2one(
        "sale.order.line",
        string="Gives back the deposit",
        index="btree_not_null",
        ondelete="cascade",
        readonly=True,
        copy=False,
    )
    garage_core_return_ids = fields.One2many(
        "sale.order.line", "garage_core_return_for_id", "Deposits given back"
    )
    garage_core_off = fields.Boolean(
        string="Without deposit",
        copy=False,
        help="Somebody took the deposit of this part off; it does not come back.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._sync_core_deposits()
        lines._set_core_cost()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if FOLLOWED & vals.keys():
            self._sync_core_deposits()
        if PRICED & vals.keys():
            self._set_core_cost()
        return result

    def unlink(self):
        deposits = self | self.garage_core_line_ids
        return super(SaleOrderLine, deposits | deposits.garage_core_return_ids).unlink()

    def _compute_purchase_price(self):
        """A deposit is no turnover: what it costs follows its price, see below."""
        deposits = self.filtered(lambda line: line._is_core_line())
        for line in deposits:
            line.purchase_price = line.purchase_price
        return super(SaleOrderLine, self - deposits)._compute_purchase_price()

    def _compute_margin(self):
        result = super()._compute_margin()
        for line in self.filtered(lambda line: line._is_core_line()):
            line.margin = line.margin_percent = 0.0
        return result

    @api.model
    def _place_garage_lines(self, vals_list):
        """What is given back stands on the order of its deposit, approved or not."""
        places = {
            number: vals["order_id"]
            for number, vals in enumerate(vals_list)
            if vals.get("garage_core_return_for_id")
        }
        result = super()._place_garage_lines(vals_list)
        for number, order_id in places.items():
            vals_list[number]["order_id"] = order_id
        return result

    def _set_core_cost(self):
        """A deposit costs what it brings, so that reports see no margin in it."""
        for line in self.filtered(lambda line: line._is_core_line()):
            cost = line.price_reduce_taxexcl or line.price_unit
            if line.currency_id.compare_amounts(line.purchase_price, cost):
                line.purchase_price = cost

    def _is_core_line(self):
        return bool(self.garage_core_for_id or self.garage_core_return_for_id)

    def _get_display_price(self):
        """The price of a deposit is that of the part, not of the deposit product."""
        if self.garage_core_return_for_id:
            return self.garage_core_return_for_id.price_unit
        if self.garage_core_for_id:
            return self.garage_core_for_id._get_core_price()
        return super()._get_display_price()

    def _get_core_price(self):
        """Deposit of one piece of this part in the currency of the order."""
        self.ensure_one()
        return self.product_id.product_tmpl_id._get_garage_core_price(
            self.company_id, self.currency_id, self.order_id.date_order
        )

    def _sync_core_deposits(self):
        """Bring the deposit line of each part of a job in line with it."""
        parts = self.filtered(
            lambda line: (
                line.garage_job_id
                and line.product_id.type == "consu"
                and not line.garage_is_share
                and not line.garage_core_off
            )
        )
        vals_list, superfluous = [], self.browse()
        for part in parts:
            deposit = part.garage_core_line_ids[:1]
            product = part._get_core_product()
            if not product:
                superfluous |= deposit
            elif not deposit:
                vals_list.append(part._prepare_core_vals(product))
            else:
                deposit._follow_part(part, product)
        if superfluous:
            superfluous._drop_core_deposits()
        for deposit in self.create(vals_list) if vals_list else ():
            deposit.sequence = deposit.garage_core_for_id.sequence

    def _get_core_product(self):
        """Product of the deposit for this part; empty when it has none."""
        self.ensure_one()
        template = self.product_id.product_tmpl_id
        if not template.garage_core_deposit:
            return self.product_id.browse()
        return template._get_garage_core_product(self.company_id)

    def _prepare_core_vals(self, product):
        return {
            "garage_job_id": self.garage_job_id.id,
            "garage_core_for_id": self.id,
            "product_id": product.id,
            "name": self._get_core_name(),
            "product_uom_qty": self._get_core_quantity(),
            "product_uom_id": product.uom_id.id,
        }

    def _get_core_name(self):
        lang = self.order_partner_id.lang or self.env.lang
        part = self.product_id.with_context(lang=lang)
        return part.env._("Core deposit: %(part)s", part=part.display_name)

    def _get_core_quantity(self):
        return self.product_uom_id._compute_quantity(
            self.product_uom_qty, self.product_id.uom_id
        )

    def _follow_part(self, part, product):
        """Quantity and, for another part, product and price as the part has them."""
        self.ensure_one()
        vals = {}
        quantity = part._get_core_quantity()
        if self.product_uom_id.compare(self.product_uom_qty, quantity):
            vals["product_uom_qty"] = quantity
        name = part._get_core_name()
        other = self.product_id != product or self.name != name
        if other:
            vals.update(product_id=product.id, name=name)
        if vals:
            self.write(vals)
        if other:
            self._reset_price_unit()
            self._set_core_cost()
        self._trim_core_returns()

    def _trim_core_returns(self):
        """No more is given back than is charged, as long as no bill says so."""
        rows = self.garage_core_return_ids.filtered(lambda row: not row.qty_invoiced)
        returned = -sum(self.garage_core_return_ids.mapped("product_uom_qty"))
        excess = returned - self.product_uom_qty
        for row in rows:
            if excess <= 0:
                return
            taken = min(excess, -row.product_uom_qty)
            row.product_uom_qty += taken
            excess -= taken

    def _drop_core_deposits(self):
        fixed = self.filtered(lambda line: line.order_id.state == "sale")
        if fixed:
            fixed.write({"product_uom_qty": 0})
        (self - fixed).unlink()

    def _get_core_open(self):
        """Pieces of which the customer may still bring the old part."""
        self.ensure_one()
        if not self.garage_core_for_id:
            return 0.0
        given_back = sum(self.garage_core_return_ids.mapped("product_uom_qty"))
        return max(self.product_uom_qty + given_back, 0.0)

    def _get_garage_kind(self):
        return DEPOSIT if self._is_core_line() else super()._get_garage_kind()

    def _get_garage_kind_text(self, kind):
        if kind == DEPOSIT:
            return self.env._("Core deposit")
        return super()._get_garage_kind_text(kind)

    def _get_evidence_row(self):
        row = super()._get_evidence_row()
        return {**row, "core": True} if self._is_core_line() else row

    def _get_card_row(self, editable):
        row = super()._get_card_row(editable)
        if self._is_core_line():
            row["editable"] = editable and bool(self.garage_core_for_id)
        return row

    def _get_card_marks(self):
        marks = super()._get_card_marks()
        if self.garage_core_for_id and self.product_uom_qty:
            left = self._get_core_open()
            text = self.env._("old part open") if left else self.env._("handed in")
            marks.append(
                {"text": text, "tone": "wait" if left else "good", "title": ""}
            )
        return marks

    def _get_card_actions(self, editable):
        actions = super()._get_card_actions(editable)
        if self.garage_core_for_id and self._get_core_open():
            actions.append(
                {
                    "method": "action_core_handed_in",
                    "label": self.env._("Old part handed in"),
                    "icon": "fa-recycle",
                }
            )
        return actions

    def _refuse_core(self, left):
        raise UserError(
            self.env._(
                "%(count)s old parts of %(part)s are still open. Enter a quantity up "
                "to that.",
                count=f"{left:g}",
                part=self.garage_core_for_id.product_id.display_name,
            )
        )
