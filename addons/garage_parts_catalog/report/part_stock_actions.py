from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class PartStock(models.Model):
    """Why something is suggested, and the buttons that do it."""

    _inherit = "garage.part.stock"

    reason = fields.Char(compute="_compute_reason")

    def _compute_reason(self):
        for row in self:
            row.reason = row._get_reason()

    def action_return(self):
        """Ask the supplier to take back what is too many."""
        self.ensure_one()
        self._check_suggested("return")
        record = self.env["garage.supplier.return"].create(
            {
                "company_id": self.company_id.id,
                "partner_id": self.supplier_id.id,
                "product_id": self.product_id.id,
                "quantity": min(self.excess, self._get_bought()),
                "reason": "not_needed",
                "purchase_line_id": self.purchase_line_id.id,
            }
        )
        return self._open(record)

    def action_transfer(self):
        """Prepare the transfer of what is too many to where it is used."""
        self.ensure_one()
        self._check_suggested("transfer")
        source = self.warehouse_id.lot_stock_id
        target = self.other_warehouse_id.lot_stock_id
        places = {"location_id": source.id, "location_dest_id": target.id}
        picking = self.env["stock.picking"].create(
            {
                **places,
                "picking_type_id": self.warehouse_id.int_type_id.id,
                "origin": self.env._("Dead stock"),
                "move_ids": [
                    fields.Command.create(
                        {
                            **places,
                            "product_id": self.product_id.id,
                            "product_uom_qty": self.excess,
                        }
                    )
                ],
            }
        )
        picking.action_confirm()
        return self._open(picking)

    def action_sell_out(self):
        """Ask for the discount."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Sell out"),
            "res_model": "garage.part.markdown",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_product_id": self.product_id.id},
        }

    def action_open_product(self):
        """Open the part itself."""
        self.ensure_one()
        return self._open(self.product_id)

    def _check_suggested(self, suggestion):
        """The list may have been opened before somebody else acted."""
        if self.suggestion != suggestion:
            raise UserError(
                self.env._(
                    "The stock of %(part)s changed meanwhile: %(reason)s "
                    "Open the list again.",
                    part=self.product_id.display_name,
                    reason=self.reason,
                )
            )

    def _get_bought(self):
        """Pieces of the last purchase; no more than these go back with it."""
        # the purchase itself stays closed to whoever may ask for a return
        line = self.purchase_line_id.sudo()
        return line.product_uom_id._compute_quantity(
            line.qty_received, line.product_id.uom_id
        )

    def _open(self, record):
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }

    def _get_reason(self):
        """One sentence why this is suggested."""
        _ = self.env._
        if self.suggestion == "return":
            return _(
                "%(count)g more than a year's use; %(supplier)s takes them back until "
                "%(day)s.",
                count=self.excess,
                supplier=self.supplier_id.name,
                day=format_date(self.env, self.return_until),
            )
        if self.suggestion == "transfer":
            return _(
                "%(count)g more than a year's use; %(place)s uses it and has too few.",
                count=self.excess,
                place=self.other_warehouse_id.name,
            )
        if self.suggestion == "job":
            return _("%(count)g are promised to jobs and sales.", count=self.promised)
        if self.suggestion == "season":
            return _(
                "%(count).0f are expected to be used in the next three months.",
                count=self.expected,
            )
        if self.suggestion in ("sell", "watch"):
            return _(
                "%(count)g more than a year's use, no move for %(days)s days.",
                count=self.excess,
                days=self.idle_days,
            )
        return ""
