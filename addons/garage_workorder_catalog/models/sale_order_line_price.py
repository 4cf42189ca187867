from odoo import api, fields, models

TYPED = frozenset({"price_unit", "discount", "product_uom_qty"})


class SaleOrderLine(models.Model):
    """Prices on a job that somebody set below the list."""

    _inherit = "sale.order.line"

    garage_override_ids = fields.One2many(
        "garage.price.override", "sale_line_id", "Price below list", readonly=True
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        pairs = zip(lines, vals_list, strict=True)
        typed = [
            line.id for line, vals in pairs if TYPED - {"product_uom_qty"} & set(vals)
        ]
        lines.browse(typed)._note_price_overrides()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if TYPED & vals.keys():
            self._note_price_overrides()
        return result

    def action_open_price_reason(self):
        """Say why the price is below the list."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Why below the list?"),
            "res_model": "garage.price.override",
            "res_id": self.garage_override_ids[:1].id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _note_price_overrides(self):
        """Keep who sold below the list; forget it when the price is right again."""
        if self.env.context.get("garage_fees") or self.env.context.get(
            "garage_sharing"
        ):
            return
        # advisers' own prices are noted whether or not they may see the list of them
        for line in self.sudo().filtered("garage_job_id"):
            known = line.garage_override_ids
            vals = line._prepare_override_vals()
            if not vals:
                known.unlink()
            elif known:
                known.write({**vals, "user_id": self.env.uid})
            else:
                known.create({**vals, "user_id": self.env.uid})

    def _prepare_override_vals(self):
        """Values of the override; empty when the price is near enough to the list."""
        self.ensure_one()
        if (
            self._get_garage_kind() not in ("part", "labour")
            or self.garage_kit_priced
            or self.garage_fee_rule_id
            or self.product_uom_qty <= 0
        ):
            return {}
        listed = self.with_company(self.company_id)._get_display_price()
        price = self.price_unit * (1 - (self.discount or 0.0) / 100)
        tolerance = self.company_id.garage_price_tolerance
        least = listed * (1 - tolerance / 100)
        if self.currency_id.compare_amounts(price, least) >= 0:
            return {}
        company = self.company_id
        rate = self.order_id.currency_rate or 1.0
        return {
            "company_id": company.id,
            "sale_line_id": self.id,
            "product_id": self.product_id.id,
            "partner_id": self.order_id.partner_id.id,
            "document": f"{self.garage_workorder_id.name}, {self.garage_job_id.name}",
            "quantity": self.product_uom_qty,
            "list_price": listed / rate,
            "price": price / rate,
        }

    def _get_card_marks(self):
        marks = super()._get_card_marks()
        for row in self.sudo().garage_override_ids:  # only whether a reason is there
            known = row.reason_id
            marks.append(
                {
                    "text": self.env._("below list"),
                    "tone": "quiet" if known else "wait",
                    "title": known.name or self.env._("Say why with the tag button."),
                }
            )
        return marks

    def _get_card_actions(self, editable):
        actions = super()._get_card_actions(editable)
        if self.sudo().garage_override_ids:  # as the mark above
            actions.append(
                {
                    "method": "action_open_price_reason",
                    "label": self.env._("Why below the list?"),
                    "icon": "fa-tag",
                }
            )
        return actions
