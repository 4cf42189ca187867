from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..domain import inspection

COLOURS = [("green", "Good"), ("amber", "Soon"), ("red", "Urgent")]


class GarageInspectionSheetLine(models.Model):
    """One item of an inspection sheet, or the title of a group of items."""

    _name = "garage.inspection.sheet.line"
    _description = "Inspection sheet item"
    _order = "sheet_id, sequence, id"
    _check_company_auto = True

    sheet_id = fields.Many2one(
        "garage.inspection.sheet", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="sheet_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(
        [
            ("group", "Group"),
            ("light", "Green, amber, red"),
            ("measure", "Measurement"),
            ("yes_no", "Yes or no"),
            ("note", "Note"),
            ("sketch", "Damage sketch"),
        ],
        default="light",
        required=True,
    )
    code = fields.Char(
        string="Compare as",
        help="Items with the same word here are compared with each other, also "
        "across sheets, for instance tread_front_left.",
    )
    unit = fields.Char(translate=True)
    decimals = fields.Integer(default=1)
    worse = fields.Selection(
        [("lower", "Lower is worse"), ("higher", "Higher is worse")],
        string="Limits",
        help="Empty: the value is noted and has no colour of its own.",
    )
    amber_limit = fields.Float(
        string="Amber beyond", digits=(16, 3), help="On the limit is still green."
    )
    red_limit = fields.Float(
        string="Red beyond", digits=(16, 3), help="On the limit is still amber."
    )
    yes_result = fields.Selection(COLOURS, string="Yes means", default="green")
    no_result = fields.Selection(COLOURS, string="No means", default="amber")
    template_id = fields.Many2one(
        "garage.job.template",
        string="Job to propose",
        check_company=True,
        ondelete="set null",
    )
    advice = fields.Text(
        string="Text for the customer",
        translate=True,
        help="Said when the item is amber or red and the mechanic wrote nothing.",
    )

    @api.constrains("worse", "amber_limit", "red_limit")
    def _check_limits(self):
        for line in self:
            limits = line._get_limits()
            if limits and not limits.are_ordered():
                raise ValidationError(
                    self.env._(
                        "The red limit of “%(item)s” is better than the amber one. "
                        "Swap them.",
                        item=line.name,
                    )
                )

    def _get_limits(self):
        self.ensure_one()
        if not self.worse:
            return None
        return inspection.Limits(self.amber_limit, self.red_limit, self.worse)

    def _get_compare_code(self):
        self.ensure_one()
        return self.code or f"#{self.id}"
