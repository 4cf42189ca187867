from odoo import api, models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    """The order of a work order is paid by its bill, at the till too."""

    _inherit = "sale.order"

    @api.depends("garage_workorder_id")
    def _compute_amount_unpaid(self):
        """The till's list of orders leaves out what is paid by a bill."""
        billed = self.filtered("garage_workorder_id")
        billed.amount_unpaid = 0.0
        return super(SaleOrder, self - billed)._compute_amount_unpaid()

    def load_sale_order_from_pos(self, config_id):
        self._garage_refuse_to_settle()
        return super().load_sale_order_from_pos(config_id)

    def _garage_refuse_to_settle(self):
        """Refuse to sell the lines of a work order past its bill.

        :raises UserError: one of the orders belongs to a work order
        """
        # cashiers may not read orders of the workshop; only the name is told
        workorder = self.sudo().garage_workorder_id[:1]
        if workorder:
            raise UserError(
                self.env._(
                    "This order belongs to work order %(workorder)s and is paid by its "
                    "bill. Press Work orders and choose %(plate)s.",
                    workorder=workorder.name,
                    plate=workorder.vehicle_id.plate or workorder.name,
                )
            )
