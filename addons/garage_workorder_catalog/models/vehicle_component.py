from odoo import fields, models


class GarageVehicleComponent(models.Model):
    """A numbered part that a job put on the vehicle."""

    _inherit = "garage.vehicle.component"

    sale_line_id = fields.Many2one(
        "sale.order.line",
        "Line of the job",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
        copy=False,
        groups="garage_workorder.group_garage_prices",
    )
    job_id = fields.Many2one(
        "garage.job",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
        copy=False,
    )
    workorder_id = fields.Many2one(
        related="job_id.workorder_id", store=True, index="btree_not_null"
    )
