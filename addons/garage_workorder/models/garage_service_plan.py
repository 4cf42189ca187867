from odoo import fields, models


class GarageServicePlan(models.Model):
    """A plan knows the job that an adviser adds with one click."""

    _inherit = "garage.service.plan"

    job_template_id = fields.Many2one(
        "garage.job.template",
        string="Job",
        check_company=True,
        help="Put on the work order when the adviser adds the due work.",
    )
