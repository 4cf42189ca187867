from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command


class GarageSupplierReturn(models.Model):
    """How a returned part leaves the stock: by Odoo's own transfers."""

    _inherit = "garage.supplier.return"

    def _send_goods(self):
        """Book the part out of stock; return the transfer, empty for old parts."""
        self.ensure_one()
        # whoever may send a return; stock and purchase rights are not asked for it
        record = self.sudo().with_company(self.company_id)
        if record.reason == "core" or not record.product_id.is_storable:
            return record.picking_id
        record._check_on_shelf()
        move = record._get_receipt_move()
        picking = record._return_receipt(move) if move else record._create_transfer()
        record._finish_transfer(picking)
        return picking

    def _check_on_shelf(self):
        product = self.product_id.with_context(lot_id=self.lot_id.id or None)
        if product.uom_id.compare(product.qty_available, self.quantity) < 0:
            raise UserError(
                self.env._(
                    "Only %(count)s of %(part)s are on the shelf. Take the part off "
                    "its job first, or correct the quantity.",
                    count=f"{product.qty_available:g}",
                    part=self.product_id.display_name,
                )
            )
        if product.tracking != "none" and not self.lot_id:
            raise UserError(
                self.env._(
                    "%(part)s is kept by number. Choose the lot or serial number that "
                    "goes back.",
                    part=self.product_id.display_name,
                )
            )

    def _get_receipt_move(self):
        """A receipt of the purchase with enough left to return."""
        for move in self.purchase_line_id.move_ids.sorted("id", reverse=True):
            if move.state != "done" or move.location_id.usage != "supplier":
                continue
            back = move.returned_move_ids.filtered(lambda row: row.state == "done")
            left = move.quantity - sum(back.mapped("quantity"))
            if move.product_uom.compare(left, self.quantity) >= 0:
                return move
        return self.env["stock.move"]

    def _return_receipt(self, move):
        """Odoo's return of the receipt, so that the purchase knows of it."""
        picking = move.picking_id
        wizard = (
            self.env["stock.return.picking"]
            .with_context(active_id=picking.id, active_model="stock.picking")
            .create({"picking_id": picking.id})
        )
        for row in wizard.product_return_moves:
            own = row.move_id == move
            row.quantity = self.quantity if own else 0
            row.to_refund = own
        return wizard._create_return()

    def _create_transfer(self):
        """A transfer to the supplier for a part of which no receipt is known."""
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.company_id.id)], limit=1
        )
        destination = self.partner_id.property_stock_supplier
        vals = {
            "partner_id": self.partner_id.id,
            "picking_type_id": warehouse.out_type_id.id,
            "location_id": warehouse.lot_stock_id.id,
            "location_dest_id": destination.id,
            "origin": self.name,
            "company_id": self.company_id.id,
        }
        row = {
            "product_id": self.product_id.id,
            "product_uom_qty": self.quantity,
            "product_uom": self.product_id.uom_id.id,
            "location_id": warehouse.lot_stock_id.id,
            "location_dest_id": destination.id,
        }
        picking = self.env["stock.picking"].create(
            {**vals, "move_ids": [Command.create(row)]}
        )
        picking.action_confirm()
        picking.action_assign()
        return picking

    def _finish_transfer(self, picking):
        for move in picking.move_ids:
            if self.lot_id:
                move.move_line_ids.unlink()
                vals = move._prepare_move_line_vals(quantity=self.quantity)
                move.move_line_ids.create({**vals, "lot_id": self.lot_id.id})
            else:
                move.quantity = move.product_uom_qty
            move.picked = True
        picking.origin = self.name
        picking.with_context(skip_backorder=True).button_validate()
        if picking.state != "done":
            raise UserError(
                self.env._(
                    "The transfer of %(name)s could not be finished. Open it in the "
                    "stock and finish it there.",
                    name=self.name,
                )
            )

    def _get_un_number(self):
        """UN number of dangerous goods, for the slip in the parcel."""
        self.ensure_one()
        return self.product_id.categ_id._get_garage_setting("garage_un_number")

    def _get_purchase_name(self):
        """The order that brought the part, for the supplier."""
        self.ensure_one()
        return self._get_bought_line().order_id.name or ""
