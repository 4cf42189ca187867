from odoo import fields, models


class GarageJob(models.Model):
    """What an inspection found and this job mends."""

    _inherit = "garage.job"

    inspection_line_ids = fields.One2many(
        "garage.inspection.line", "job_id", string="Found at the inspection"
    )
    inspection_line_id = fields.Many2one(
        "garage.inspection.line", compute="_compute_inspection_line_id"
    )

    def _compute_inspection_line_id(self):
        for job in self:
            job.inspection_line_id = job.inspection_line_ids[:1]

    def _get_mechanic_row(self, employee):
        return {
            **super()._get_mechanic_row(employee),
            "workorder_id": self.workorder_id.id,
            "sheet_id": self.template_id.inspection_sheet_id.id,
        }

    def _learn_from_inspection(self):
        """Take over finding, urgency and photos of the items that need this job."""
        for job in self:
            lines = job.inspection_line_ids
            job.write(
                {
                    "finding": "\n".join(line._get_finding_text() for line in lines),
                    "severity": lines._get_worst(),
                    "photo_ids": [
                        fields.Command.link(photo.id) for photo in lines._get_photos()
                    ],
                }
            )

    def _get_shown_inspection_lines(self):
        """Measurements behind this job that the customer's page shows."""
        return self.inspection_line_ids.filtered(
            lambda line: (
                line.has_value
                and line.customer_visible
                and line.inspection_id.customer_state == "shown"
            )
        )
