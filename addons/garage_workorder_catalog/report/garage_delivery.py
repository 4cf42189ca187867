from odoo import api, fields, models
from odoo.tools import SQL


class GarageDelivery(models.Model):
    """Expected deliveries with the job and the car that wait for them."""

    _inherit = "garage.delivery"

    job_id = fields.Many2one("garage.job", readonly=True)
    workorder_id = fields.Many2one("garage.workorder", "Work order", readonly=True)
    plate = fields.Char("Vehicle", related="workorder_id.plate")
    promised_at = fields.Datetime(related="workorder_id.promised_at")

    @api.model
    def _get_more_columns(self):
        return SQL("%s, j.id AS job_id, j.workorder_id", super()._get_more_columns())

    @api.model
    def _get_more_joins(self):
        return SQL(
            "%s LEFT JOIN garage_job j ON j.id = l.garage_job_id",
            super()._get_more_joins(),
        )
