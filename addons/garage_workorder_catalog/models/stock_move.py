from odoo import models


class StockMove(models.Model):
    """Parts that come in go to the job that they were bought for."""

    _inherit = "stock.move"

    def _trigger_assign(self):
        """Reserve for the job that asked before anybody else gets something."""
        sold = self._get_sale_lines_bought_for()
        waiting = sold.move_ids.filtered(
            lambda move: (
                move.state in ("waiting", "confirmed", "partially_available")
                and move.location_dest_usage == "customer"
            )
        )
        waiting._action_assign()
        result = super()._trigger_assign()
        waiting._tell_here()
        return result

    def _get_sale_lines_bought_for(self):
        """Lines of jobs for which these moves bring something."""
        # Reached by who books parts in, who need not see sales or purchases.
        moves = self.sudo()
        origins = moves.browse(moves._rollup_move_origs()) | moves
        return origins.purchase_line_id.sale_line_id.filtered("garage_job_id")

    def _tell_here(self):
        """Tell the mechanic of the job, and the adviser when nothing is missing."""
        here = self.filtered(lambda move: move.state == "assigned")
        for job in here.sale_line_id.garage_job_id:
            lines = here.sale_line_id.filtered(
                lambda line, one=job: line.garage_job_id == one
            )
            # who asked for a part from the bay is told by its need
            lines = lines.filtered(lambda line: not line.garage_need_ids.asked_by_id)
            if lines and job.mechanic_id:
                parts = ", ".join(lines.product_id.mapped("name"))
                self.env["garage.floor.message"]._tell(
                    job.mechanic_id,
                    job.workorder_id,
                    "part",
                    self.env._("Here: %(parts)s", parts=parts),
                    job,
                )
        for workorder in here.sale_line_id.garage_job_id.workorder_id:
            if not workorder.job_ids._has_missing_parts():
                workorder._tell_adviser(self.env._("All ordered parts are here."))
            workorder._notify_board()
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
