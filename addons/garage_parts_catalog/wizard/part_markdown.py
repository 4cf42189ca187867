from odoo import api, fields, models


class PartMarkdown(models.TransientModel):
    """Lower the sales price of a part that nobody buys."""

    _name = "garage.part.markdown"
    _description = "Sell a part out"

    product_id = fields.Many2one("product.product", "Part", required=True)
    currency_id = fields.Many2one(related="product_id.currency_id")
    percent = fields.Float("Discount (%)", default=30.0, required=True)
    price_now = fields.Float(
        related="product_id.lst_price", string="Price now", digits="Product Price"
    )
    price_then = fields.Float(
        "Price then", compute="_compute_price_then", digits="Product Price"
    )
    cost = fields.Float(related="product_id.standard_price", string="Cost")

    _percent_range = models.Constraint(
        "CHECK (percent > 0 AND percent <= 100)", "The discount is 1 to 100 %."
    )

    @api.depends("percent", "product_id")
    def _compute_price_then(self):
        for markdown in self:
            price = markdown.product_id.lst_price * (1 - markdown.percent / 100)
            markdown.price_then = price

    def action_confirm(self):
        """Set the price for jobs, till and web shop, and tell it on the product."""
        self.ensure_one()
        before, after = self.price_now, self.price_then
        # only managers may create this; they need not have Odoo's product rights
        product = self.product_id.sudo()
        product.lst_price = after
        product.message_post(
            body=self.env._(
                "Sold out: price lowered by %(percent)g %% from %(before).2f to "
                "%(after).2f.",
                percent=self.percent,
                before=before,
                after=after,
            )
        )
        return {"type": "ir.actions.act_window_close"}
