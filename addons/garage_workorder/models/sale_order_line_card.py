from odoo import models


class SaleOrderLine(models.Model):
    """A line as one row of a job's card."""

    _inherit = "sale.order.line"

    def _get_card_row(self, editable):
        """Values of one row; add-ons beside this one add theirs."""
        self.ensure_one()
        kind = self._get_garage_kind()
        row = {
            "id": self.id,
            "kind": kind,
            "kind_text": self._get_garage_kind_text(kind),
            "product_id": self.product_id.id,
            "code": self._get_card_code(),
            "name": self.name or "",
            "product_uom_qty": self.product_uom_qty,
            "uom": self._get_card_unit(),
            "price_unit": self.price_unit,
            "discount": self.discount,
            "subtotal": self.price_subtotal,
            "rule": self.garage_fee_rule_id.name or "",
            "editable": (
                editable and not self.qty_invoiced and not self.garage_is_share
            ),
            "marks": self._get_card_marks(),
            "actions": self._get_card_actions(editable),
        }
        if kind == "sublet":
            row["purchase_price"] = self.purchase_price
        if self.garage_job_id._may_see_margins():
            row["margin"] = self.margin
        return row

    def _get_card_code(self):
        """The part's number, unless the text of the line begins with it."""
        code = self.product_id.default_code or ""
        return "" if code in (self.name or "") else code

    def _get_card_unit(self):
        """The unit in words; pieces need none, hours a letter."""
        piece_id = self.env["ir.model.data"]._xmlid_to_res_id("uom.product_uom_unit")
        if self.product_uom_id.id == piece_id:
            return ""
        if self.product_uom_id == self._get_garage_hour():
            return self.env._("h")
        return self.product_uom_id.name or ""

    def _get_garage_kind(self):
        """What the line sells: labour, part, sublet or fee."""
        self.ensure_one()
        if self.garage_is_share:
            return "share"
        if self.product_id.type == "consu":
            return "part"
        if self._is_garage_labour():
            return "labour"
        return "sublet" if self.product_id.garage_sublet else "fee"

    def _is_free_outside_work(self):
        """Outside work that would cost the customer nothing."""
        return bool(
            self.product_uom_qty
            and self._get_garage_kind() == "sublet"
            and self.currency_id.is_zero(self.price_subtotal)
        )

    def _get_garage_kind_text(self, kind):
        _ = self.env._
        return {
            "labour": _("Labour"),
            "part": _("Part"),
            "fee": _("Fee"),
            "sublet": _("Outside work"),
            "share": _("Share of another payer"),
        }[kind]

    def _get_card_marks(self):
        """Small signs on the row: [{text, tone, title}]; of parts, where they are."""
        self.ensure_one()
        marks = []
        if self.product_id.type == "consu" and self.product_uom_qty:
            marks.append({"title": "", **self._get_card_stock()})
        if self._is_free_outside_work():
            marks.append(
                {
                    "text": self.env._("no price"),
                    "tone": "stop",
                    "title": self.env._("The customer would pay nothing for it."),
                }
            )
        if self in self.garage_job_id._get_extra_lines():
            marks.append(
                {"title": "", "text": self.env._("not approved yet"), "tone": "wait"}
            )
        return marks

    def _get_card_stock(self):
        """Where the part is: fitted, reserved, in stock, on its way or missing."""
        text = self._get_garage_stock_text()
        if not text:
            return self._get_card_shelf()
        if text != self.env._("not in stock"):
            return {"text": text, "tone": "good"}
        # everybody who sees the job may know when the part comes
        expected = max(
            (
                date
                for date in self.sudo().move_ids.mapped("forecast_expected_date")
                if date
            ),
            default=None,
        )
        if not expected:
            return {"text": text, "tone": "wait"}
        when = self.garage_job_id._get_when_words(expected)
        return {"text": self.env._("ordered, %(when)s", when=when), "tone": "wait"}

    def _get_card_shelf(self):
        """What lies on the shelf of a part that is not ordered yet."""
        if not self.product_id.is_storable:
            return {"text": self.env._("always there"), "tone": "quiet"}
        # how many lie there is shown to everybody who sees the job
        free = self.product_id.sudo().free_qty
        wanted = self.product_uom_id._compute_quantity(
            self.product_uom_qty, self.product_id.uom_id
        )
        if self.product_id.uom_id.compare(free, wanted) >= 0:
            return {
                "text": self.env._("%(count)s in stock", count=f"{free:g}"),
                "tone": "quiet",
            }
        return {"text": self.env._("not in stock"), "tone": "wait"}

    def _get_card_actions(self, editable):
        """Buttons of the row: [{method, label, icon}], methods of sale.order.line."""
        self.ensure_one()
        return []

    def _add_sublet_price(self, values):
        """Price outside work from what it costs, unless somebody typed a price."""
        self.ensure_one()
        cost = values.get("purchase_price")
        if not cost or "price_unit" in values or self._get_garage_kind() != "sublet":
            return values
        before = self._get_sublet_price(self.purchase_price, self.company_id)
        typed = self.currency_id.compare_amounts(self.price_unit, before) != 0
        if self.price_unit and typed:
            return values
        return {**values, "price_unit": self._get_sublet_price(cost, self.company_id)}

    def _get_sublet_price(self, cost, company):
        """Proposed price of outside work: what it costs and the company's markup."""
        share = company.garage_sublet_percent / 100
        return company.currency_id.round((cost or 0.0) * (1 + share))
