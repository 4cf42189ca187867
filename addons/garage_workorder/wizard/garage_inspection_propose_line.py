from odoo import fields, models


class GarageInspectionProposeLine(models.TransientModel):
    """One red or amber item and the job that would mend it."""

    _name = "garage.inspection.propose.line"
    _description = "Jobs from inspection: item"

    wizard_id = fields.Many2one("garage.inspection.propose", ondelete="cascade")
    line_id = fields.Many2one("garage.inspection.line", required=True)
    result = fields.Selection(related="line_id.result")
    value_text = fields.Char(related="line_id.value_text")
    note = fields.Text(related="line_id.note")
    template_id = fields.Many2one(
        "garage.job.template",
        help="Empty: a job with the name of the item, to fill by hand.",
    )
    is_chosen = fields.Boolean(string="Add", default=True)
