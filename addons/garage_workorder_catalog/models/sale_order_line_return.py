from odoo import models


class SaleOrderLine(models.Model):
    """A part of a job that goes back to its supplier."""

    _inherit = "sale.order.line"

    def action_return_to_supplier(self):
        """Open a new return for this part."""
        self.ensure_one()
        bought = self.env["purchase.order.line"]
        # the purchase that was made for this line, if there was one
        bought = bought.sudo().search(
            [
                ("sale_line_id", "=", self.id),
                ("product_id", "=", self.product_id.id),
                ("state", "=", "purchase"),
            ],
            limit=1,
        )
        supplier = bought.order_id.partner_id or self.product_id.seller_ids.partner_id
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Return to supplier"),
            "res_model": "garage.supplier.return",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_product_id": self.product_id.id,
                "default_quantity": self.product_uom_qty,
                "default_partner_id": supplier[:1].id,
                "default_purchase_line_id": bought.id,
                "default_sale_line_id": self.id,
                "default_job_id": self.garage_job_id.id,
                "default_reason": "wrong",
            },
        }

    def _free_for_return(self):
        """Take the part off the job: out of the vehicle, and no longer reserved."""
        self.ensure_one()
        if self.qty_delivered:
            self._return_garage_part()
            self.product_uom_qty = 0
        else:
            waiting = self.move_ids.filtered(
                lambda move: move.state not in ("done", "cancel")
            )
            waiting._do_unreserve()

    def _get_card_actions(self, editable):
        actions = super()._get_card_actions(editable)
        part = self.product_id.type == "consu" and self.product_uom_qty
        if editable and part and self.order_id.state == "sale":
            actions.append(
                {
                    "method": "action_return_to_supplier",
                    "label": self.env._("Return to supplier"),
                    "icon": "fa-reply",
                }
            )
        return actions
