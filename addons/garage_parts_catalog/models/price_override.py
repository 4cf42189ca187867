from odoo import api, fields, models
from odoo.exceptions import AccessError

#: what people may write; the rest follows the line that was sold
EXPLAINED = frozenset({"reason_id", "note"})


class GaragePriceOverride(models.Model):
    """A price that somebody set below the list, and why."""

    _name = "garage.price.override"
    _description = "Price below list"
    _order = "date desc, id desc"
    _rec_name = "product_id"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Datetime(default=fields.Datetime.now, required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users",
        "By",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
    )
    product_id = fields.Many2one("product.product", "Sold", readonly=True, index=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    document = fields.Char(readonly=True)
    quantity = fields.Float(digits="Product Unit", readonly=True)
    list_price = fields.Float("List price", digits="Product Price", readonly=True)
    price = fields.Float(digits="Product Price", readonly=True)
    lost = fields.Monetary(
        "Below list", compute="_compute_lost", store=True, help="Without taxes."
    )
    reason_id = fields.Many2one(
        "garage.loss.reason",
        domain=[("kind", "=", "price")],
        ondelete="restrict",
        index="btree_not_null",
    )
    note = fields.Char()

    @api.depends("quantity", "list_price", "price")
    def _compute_lost(self):
        for record in self:
            record.lost = (record.list_price - record.price) * record.quantity

    def write(self, vals):
        """People explain a price; what was sold and by whom nobody changes."""
        if not self.env.su and vals.keys() - EXPLAINED:
            raise AccessError(
                self.env._("Only the reason and the note can be changed here.")
            )
        return super().write(vals)

    def action_save(self):
        """Close the window; the reason is written."""
        return {"type": "ir.actions.act_window_close"}
