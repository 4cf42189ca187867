from odoo import fields, models


class GarageJobTemplate(models.Model):
    """The sheet that belongs to a usual job."""

    _inherit = "garage.job.template"

    inspection_sheet_id = fields.Many2one(
        "garage.inspection.sheet",
        string="Inspection sheet",
        check_company=True,
        help="Filled on the mechanic's phone during this job.",
    )
