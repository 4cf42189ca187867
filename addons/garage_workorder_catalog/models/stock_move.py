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
