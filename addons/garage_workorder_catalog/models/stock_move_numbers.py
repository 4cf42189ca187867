from odoo import models


class StockMove(models.Model):
    """Lots that leave the stock are those that were read at the part."""

    _inherit = "stock.move"

    def _issue_garage_parts(self):
        for move in self.filtered(lambda move: move.has_tracking != "none"):
            move._take_garage_lots()
        return super()._issue_garage_parts()

    def _action_done(self, cancel_backorder=False):
        moves = super()._action_done(cancel_backorder=cancel_backorder)
        moves._note_garage_numbers()
        return moves

    def _take_garage_lots(self):
        """Move the lots whose numbers were entered instead of the reserved ones."""
        self.ensure_one()
        rows = self.sale_line_id.garage_component_ids.filtered(
            lambda row: row.state == "read" and row.number
        )
        uom = self.product_id.uom_id
        if not rows or uom.compare(sum(rows.mapped("quantity")), self.product_qty) < 0:
            return
        lots = self.env["stock.lot"]
        vals_list = []
        for row in rows:
            row.lot_id = lots._get_or_create_garage_lot(
                self.product_id, row.number, self.company_id
            )
            vals = self._prepare_move_line_vals(quantity=row.quantity)
            vals_list.append({**vals, "lot_id": row.lot_id.id})
        self.move_line_ids.unlink()
        self.move_line_ids.create(vals_list)

    def _note_garage_numbers(self):
        """Keep the numbers of issued parts on the vehicle, and take returned ones off.

        Whoever books the transfer, the vehicle's record follows.
        """
        # stock users need no right on vehicles; only numbers of these moves are kept
        moves = self.sudo().filtered(
            lambda move: move.sale_line_id.garage_job_id.vehicle_id
        )
        for line, own in moves.grouped("sale_line_id").items():
            if not line._get_number_kind():
                continue
            issued = own.filtered(
                lambda move: move.location_dest_id.usage == "customer"
            )
            returned = own.filtered(lambda move: move.location_id.usage == "customer")
            if issued:
                line._note_issued(issued)
            if returned:
                line._note_returned(returned)
