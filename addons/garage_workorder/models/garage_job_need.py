from odoo import api, fields, models


class GarageJobNeed(models.Model):
    """A part that a job needs and that nobody has chosen yet."""

    _name = "garage.job.need"
    _description = "Part to choose"
    _order = "job_id, id"

    job_id = fields.Many2one(
        "garage.job", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="job_id.company_id", store=True, index=True)
    name = fields.Char(string="Part", required=True)
    quantity = fields.Float(default=1.0, digits="Product Unit", required=True)
    line_id = fields.Many2one(
        "sale.order.line",
        string="Chosen",
        ondelete="set null",
        groups="garage_workorder.group_garage_prices",
    )
    is_open = fields.Boolean(
        compute="_compute_is_open", compute_sudo=True, search="_search_is_open"
    )

    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "The quantity of a part must be positive."
    )

    @api.depends("line_id")
    def _compute_is_open(self):
        for need in self:
            need.is_open = not need.line_id

    def _search_is_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("line_id", "=" if True in value else "!=", False)]
