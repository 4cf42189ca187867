from odoo import models


class StockMove(models.Model):
    """A piece that was reserved for one job and fitted on another is told."""

    _inherit = "stock.move"

    def _issue_garage_parts(self):
        """A fitted part has left the shelf whoever it was reserved for; say so."""
        rivals = self._get_garage_rivals()
        result = super()._issue_garage_parts()
        robbed = rivals.filtered(
            lambda move: move.state in ("confirmed", "partially_available")
        )
        for move in robbed:
            move._tell_garage_taken(self)
        return result

    def _get_garage_rivals(self):
        """Moves of other jobs that hold pieces which these moves do not have."""
        short = self.filtered(
            lambda move: move.state in ("confirmed", "waiting", "partially_available")
        )
        if not short:
            return self.browse()
        # the store is not seen by mechanics; only states are compared
        return self.sudo().search(
            [
                ("product_id", "in", short.product_id.ids),
                ("location_id", "in", short.location_id.ids),
                ("state", "in", ("assigned", "partially_available")),
                ("sale_line_id.garage_job_id", "!=", False),
                ("id", "not in", self.ids),
            ]
        )

    def _tell_garage_taken(self, takers):
        """Tell both visits, and let the robbed one wait for its part."""
        taker = takers.filtered(lambda move: move.product_id == self.product_id)
        job, other = self.sale_line_id.garage_job_id, taker.sale_line_id.garage_job_id
        part = self.product_id.display_name
        job.workorder_id._tell_adviser(
            self.env._(
                "%(part)s was reserved for “%(job)s” and was fitted on %(other)s. "
                "Order another one.",
                part=part,
                job=job.name,
                other=other.workorder_id[:1].display_name,
            ),
            todo=True,
        )
        other.workorder_id[:1]._tell_adviser(
            self.env._(
                "%(part)s was fitted here although it was reserved for %(visit)s, "
                "which waits for another one now.",
                part=part,
                visit=job.workorder_id.display_name,
            )
        )
        job.workorder_id._sync_state()
