from odoo import fields, models


class SaleOrderLine(models.Model):
    """A line that the mechanic ticks: labour done or part fitted."""

    _inherit = "sale.order.line"

    garage_done = fields.Boolean(
        string="Done in the workshop",
        copy=False,
        help="Ticked by the mechanic: the step is done or the part is fitted.",
    )

    garage_need_ids = fields.One2many("garage.job.need", "line_id", readonly=True)

    def _get_floor_note(self):
        """What the mechanic has to know of this line: torques, fillings, tools."""
        self.ensure_one()
        return ""

    def _is_floor_line(self):
        """Tell whether the mechanic has to do or fit what the line sells."""
        self.ensure_one()
        return self.product_id.type == "consu" or self._is_garage_labour()
