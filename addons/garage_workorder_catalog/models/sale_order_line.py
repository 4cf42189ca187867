from odoo import models


class SaleOrderLine(models.Model):
    """A part on a card, with a way to others that do the same."""

    _inherit = "sale.order.line"

    def action_find_alternatives(self):
        """Show what does the same; the choice takes the place of this line."""
        self.ensure_one()
        job = self.garage_job_id
        items = self.product_id._find_catalog_items()[self.product_id.id]
        action = job._open_parts_search()
        action["name"] = self.env._("Instead of %(part)s", part=self.product_id.name)
        action["params"].update(
            text=self.product_id.default_code or self.product_id.name,
            quantity=self.product_uom_qty,
            instead_of={"itemIds": items.ids, "name": self.product_id.display_name}
            if items
            else None,
            target={
                "model": job._name,
                "id": job.id,
                "method": "swap_catalog_item",
                "extra": [self.id],
            },
        )
        return action

    def _get_card_actions(self, editable):
        actions = super()._get_card_actions(editable)
        part = self.product_id.type == "consu" and self.product_uom_qty
        if editable and part and not self.garage_is_share:
            actions.append(
                {
                    "method": "action_find_alternatives",
                    "label": self.env._("Other parts instead"),
                    "icon": "fa-exchange",
                }
            )
        return actions
