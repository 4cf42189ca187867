from odoo import fields, models
from odoo.exceptions import UserError

from ..models.purchase_order_line import LEFTOVERS


class GarageLeftoverLine(models.TransientModel):
    """One part that was bought and not used, and what became of it."""

    _name = "garage.leftover.line"
    _description = "Part bought and not billed"

    leftover_id = fields.Many2one("garage.leftover", required=True, ondelete="cascade")
    purchase_line_id = fields.Many2one("purchase.order.line", required=True)
    # read by whoever closes the visit, who need not see purchase orders
    product_id = fields.Many2one(
        related="purchase_line_id.product_id", string="Part", related_sudo=True
    )
    job_id = fields.Many2one(
        related="purchase_line_id.garage_job_id", related_sudo=True
    )
    order_name = fields.Char(
        related="purchase_line_id.order_id.name", string="Order", related_sudo=True
    )
    pieces = fields.Float(readonly=True)
    answer = fields.Selection(LEFTOVERS, "What became of it")
    reason = fields.Char()

    def _keep(self):
        """Write each answer to the line that was bought, and tell it on the visit."""
        unanswered = self.filtered(lambda line: not (line.answer and line.reason))
        if unanswered:
            raise UserError(
                self.env._(
                    "Say for %(part)s what became of it and why. "
                    "The reason is kept with your name.",
                    part=unanswered[0].product_id.display_name,
                )
            )
        for line in self:
            line._keep_answer()

    def _keep_answer(self):
        # the visit's write access was checked; the purchase line belongs to its job
        bought = self.purchase_line_id.sudo()
        if bought.garage_job_id.workorder_id != self.leftover_id.workorder_id:
            return
        bought.write(
            {
                "garage_leftover": self.answer,
                "garage_leftover_quantity": bought.garage_leftover_quantity
                + self.pieces,
                "garage_leftover_reason": self.reason,
                "garage_leftover_by_id": self.env.uid,
                "garage_leftover_at": fields.Datetime.now(),
            }
        )
        if self.answer == "return":
            self._ask_return(bought)
        answers = dict(self._fields["answer"]._description_selection(self.env))
        self.leftover_id.workorder_id.message_post(
            body=self.env._(
                "Bought and not billed: %(pieces)g × %(part)s. %(answer)s: %(reason)s",
                pieces=self.pieces,
                part=bought.product_id.display_name,
                answer=answers[self.answer],
                reason=self.reason,
            )
        )

    def _ask_return(self, bought):
        """Begin the return of what is here, so that its credit is looked for."""
        here = min(self.pieces, bought.qty_received)
        if here <= 0:
            return
        bought.env["garage.supplier.return"].create(
            {
                "company_id": bought.company_id.id,
                "partner_id": bought.partner_id.id,
                "product_id": bought.product_id.id,
                "quantity": here,
                "reason": "not_needed",
                "note": self.reason,
                "purchase_line_id": bought.id,
            }
        )
