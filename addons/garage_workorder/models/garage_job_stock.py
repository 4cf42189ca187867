from odoo import models
from odoo.exceptions import UserError

from ..domain import states


class GarageJob(models.Model):
    """Parts of a job: reserved by the order, issued when fitted, returned."""

    _inherit = "garage.job"

    def action_return_parts(self):
        """Put all issued parts of the job back into stock and off the bill."""
        for job in self:
            job.check_access("write")
            # advisers have stock rights; managers of other departments may not
            for line in job.sudo()._get_issued_lines():
                line._return_garage_part()
                line.product_uom_qty = 0

    def _get_part_lines(self):
        """Lines that sell goods."""
        # for the lights of everybody who sees the job; only names are shown
        return self.sudo().line_ids.filtered(
            lambda line: line.product_id.type == "consu" and line.product_uom_qty
        )

    def _get_issued_lines(self):
        return self._get_part_lines().filtered(
            lambda line: line.product_uom_id.compare(line.qty_delivered, 0) > 0
        )

    def _get_missing_lines(self):
        """Lines of approved jobs whose parts are neither reserved nor fitted."""
        lines = self.filtered(
            lambda job: job.state in states.APPROVED - {"done"}
        )._get_part_lines()
        return lines.filtered(
            lambda line: any(
                move.state in ("waiting", "confirmed", "partially_available")
                for move in line.move_ids
            )
        )

    def _has_missing_parts(self):
        return bool(self._get_missing_lines())

    def _issue_parts(self):
        """Deliver exactly the stock moves of these jobs.

        The rest of a shared transfer stays open. A part that is fitted has left the
        shelf whatever the stock says, so the full quantity is issued.
        """
        lines = self._get_part_lines()
        for _round in range(3):  # warehouses that pick and pack before they deliver
            moves = lines.move_ids.filtered(
                lambda move: (
                    move.state not in ("done", "cancel", "draft")
                    and not move.move_orig_ids.filtered(
                        lambda orig: orig.state not in ("done", "cancel")
                    )
                )
            )
            if not moves:
                break
            moves._issue_garage_parts()
        self._check_all_issued(lines)

    def _check_all_issued(self, lines):
        left = lines.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )
        if left:
            raise UserError(
                self.env._(
                    "%(part)s could not be taken from stock. "
                    "Open the delivery of the order and finish it there.",
                    part=left[0].product_id.display_name,
                )
            )
