from odoo import fields, models


class PosOrder(models.Model):
    """A counter sale and the jobs that wanted the same piece."""

    _inherit = "pos.order"

    garage_pieces_told = fields.Boolean(
        "Cashier knew whose pieces these are", readonly=True, copy=False
    )
    garage_pieces_note = fields.Text(
        "Pieces of others",
        readonly=True,
        copy=False,
        help="What this sale took from jobs, orders or other tills.",
    )

    def _process_saved_order(self, draft):
        if draft or self.garage_invoice_id:
            return super()._process_saved_order(draft)
        warnings = self._garage_check_pieces()
        waiting = self._garage_get_job_moves()
        before = {move: move.quantity for move in waiting}
        result = super()._process_saved_order(draft)
        lost = waiting.filtered(lambda move: move.quantity < before[move])
        self._garage_tell_jobs(lost)
        self.env["garage.till.hold"]._release(self.uuid)
        if warnings:
            self.garage_pieces_note = "\n".join(
                text
                for warning in warnings
                for text in (warning["text"], *warning["takers"])
            )
        return result

    def _garage_check_pieces(self):
        """Look again when the order arrives: it may have been paid without a server."""
        quantities = self.config_id._garage_count_storable(
            (line.product_id.id, line.qty) for line in self.lines
        )
        if not quantities:
            return []
        return self.config_id._garage_get_warnings(
            self.uuid, quantities, self.lines.sale_order_origin_id.ids
        )

    def _garage_get_job_moves(self):
        """Moves by which jobs have put the sold products aside."""
        # Reached by cashiers when an order is paid; only quantities are compared.
        moves = self.env["stock.move"].sudo()
        return moves.search(
            [
                ("product_id", "in", self.lines.product_id.ids),
                ("company_id", "=", self.company_id.id),
                ("state", "in", ("assigned", "partially_available")),
                ("sale_line_id.garage_job_id", "!=", False),
            ]
        )

    def _garage_tell_jobs(self, moves):
        """The board and the job say at once that the part is gone."""
        by_job = moves.grouped(lambda move: move.sale_line_id.garage_job_id)
        for job, lost in by_job.items():
            job.workorder_id.message_post(
                body=self.env._(
                    "%(parts)s was sold at the till (%(order)s). "
                    "“%(job)s” waits for it again.",
                    parts=", ".join(lost.product_id.mapped("display_name")),
                    order=self.pos_reference or self.name,
                    job=job.name,
                )
            )
        workorders = moves.sale_line_id.garage_job_id.workorder_id
        workorders._sync_state()
        workorders._notify_board()
