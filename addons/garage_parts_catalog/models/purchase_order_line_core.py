from odoo import api, fields, models

#: what of a part decides about its deposit
FOLLOWED = frozenset({"product_id", "product_qty", "product_uom_id"})


class PurchaseOrderLine(models.Model):
    """Deposits that the supplier charges: lines that follow the line of their part."""

    _inherit = "purchase.order.line"

    garage_core_for_id = fields.Many2one(
        "purchase.order.line",
        string="Deposit for",
        index="btree_not_null",
        ondelete="cascade",
        readonly=True,
        copy=False,
    )
    garage_core_line_ids = fields.One2many(
        "purchase.order.line", "garage_core_for_id", "Deposits"
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._sync_core_deposits()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if FOLLOWED & vals.keys():
            self._sync_core_deposits()
        return result

    def unlink(self):
        return super(PurchaseOrderLine, self | self.garage_core_line_ids).unlink()

    def _sync_core_deposits(self):
        """Bring the deposit line of each part in line with it."""
        parts = self.filtered(
            lambda line: (
                not line.display_type
                and line.product_id
                and not line.garage_core_for_id
                and line.order_id.state != "cancel"
            )
        )
        vals_list, superfluous = [], self.browse()
        for part in parts:
            vals = part._prepare_core_vals()
            line = part.garage_core_line_ids[:1]
            if not vals:
                superfluous |= line
            elif line:
                line._write_changed(vals)
            else:
                vals_list.append(vals)
        if superfluous:
            superfluous._drop_core_deposits()
        if vals_list:
            self.create(vals_list)

    def _prepare_core_vals(self):
        """Values of the deposit line of this part; empty when it has none."""
        self.ensure_one()
        company, product = self.company_id, self.product_id
        template = product.product_tmpl_id
        deposit = template._get_garage_core_product(company)
        price = template._get_garage_core_price(
            company, self.currency_id, self.date_order
        )
        if not price or not deposit:
            return {}
        quantity = self.product_uom_id._compute_quantity(
            self.product_qty, product.uom_id
        )
        return {
            "order_id": self.order_id.id,
            "garage_core_for_id": self.id,
            "product_id": deposit.id,
            "name": self.env._("Core deposit: %(part)s", part=product.display_name),
            "product_qty": quantity,
            "product_uom_id": deposit.uom_id.id,
            "price_unit": price,
            "sequence": self.sequence,
            "date_planned": self.date_planned,
        }

    def _write_changed(self, vals):
        """Write of these values those that differ; a price typed by hand stays."""
        self.ensure_one()
        changed = {}
        if self.product_uom_id.compare(self.product_qty, vals["product_qty"]):
            changed["product_qty"] = vals["product_qty"]
        if self.product_id.id != vals["product_id"] or self.name != vals["name"]:
            names = ("product_id", "name", "product_uom_id", "price_unit")
            changed.update({name: vals[name] for name in names})
        if changed:
            self.write(changed)

    def _drop_core_deposits(self):
        """Deposits of parts that have none any more."""
        fixed = self.filtered(lambda line: line.state == "purchase")
        if fixed:
            fixed.write({"product_qty": 0})
        (self - fixed).unlink()
