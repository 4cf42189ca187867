from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

SIZES = {
    "sheet": "garage_parts_catalog.action_report_label_sheet",
    "roll": "garage_parts_catalog.action_report_label_roll",
}
MOST = 1000


class GarageLabelPrint(models.TransientModel):
    """Choose how many labels of what are printed on which paper."""

    _name = "garage.label.print"
    _description = "Print labels"

    size = fields.Selection(
        [
            ("sheet", "Sheet of 24 (70 × 37 mm)"),
            ("roll", "Label printer (62 × 29 mm)"),
        ],
        "Paper",
        required=True,
        default="sheet",
    )
    used = fields.Integer(
        "Labels gone from the first sheet",
        help="Print on a sheet that was begun: so many places are left out.",
    )
    line_ids = fields.One2many("garage.label.line", "print_id", "Labels")

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        model = self.env.context.get("active_model")
        if "line_ids" in fields_list and hasattr(
            self.env.get(model), "_prepare_garage_labels"
        ):
            records = self.env[model].browse(self.env.context.get("active_ids", []))
            values["line_ids"] = [
                Command.create(vals) for vals in records._prepare_garage_labels()
            ]
        return values

    def action_print(self):
        """Return the document with the labels."""
        self.ensure_one()
        count = sum(self.line_ids.mapped("count"))
        if not 0 < count <= MOST:
            raise UserError(
                self.env._(
                    "Say how many labels you want: 1 to %(most)s in all.", most=MOST
                )
            )
        report = self.env.ref(SIZES[self.size])
        return report.report_action(self, config=False)

    def _get_labels(self):
        return self.env["garage.label.layout"]._get_labels(self.line_ids)

    def _get_sheets(self):
        return self.env["garage.label.layout"]._get_sheets(self.line_ids, self.used)
