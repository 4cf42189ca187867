from collections import defaultdict

from odoo import api, fields, models

from .garage_bay import GarageBay

#: hours of a job whose template has no labour
USUAL_HOURS = 0.5


class GarageJobTemplate(models.Model):
    """A job that the workshop sells again and again, with its usual lines."""

    _name = "garage.job.template"
    _description = "Job template"
    _order = "sequence, name"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    category = fields.Selection(
        [
            ("service", "Service"),
            ("brakes", "Brakes"),
            ("tyres", "Tyres"),
            ("inspection", "Inspection"),
            ("engine", "Engine"),
            ("electrics", "Electrics"),
            ("climate", "Climate"),
            ("chassis", "Chassis"),
            ("other", "Other"),
        ],
        default="service",
        required=True,
    )
    description = fields.Text(
        string="Explanation for the customer",
        translate=True,
        help="Why this work is done, in plain words.",
    )
    bay_kind = fields.Selection(
        GarageBay.KINDS,
        string="Kind of bay",
        help="Where it has to be done; empty: any bay.",
    )
    line_ids = fields.One2many(
        "garage.job.template.line", "template_id", string="Lines", copy=True
    )
    labour_hours = fields.Float(compute="_compute_labour_hours", string="Labour hours")
    gone_text = fields.Char(compute="_compute_gone_text")
    company_id = fields.Many2one("res.company", index=True)

    @api.depends("line_ids.kind", "line_ids.quantity")
    def _compute_labour_hours(self):
        for template in self:
            labour = template.line_ids.filtered(lambda line: line.kind == "labour")
            template.labour_hours = sum(labour.mapped("quantity"))

    @api.depends("line_ids.is_gone")
    def _compute_gone_text(self):
        for template in self:
            gone = template.line_ids.filtered("is_gone").product_id
            names = ", ".join(gone.mapped("display_name"))
            text = self.env._(
                "No longer sold: %(products)s. A job from this template asks for "
                "another part instead.",
                products=names,
            )
            template.gone_text = text if gone else False

    def _get_bay_hours(self):
        """Hours per kind of bay that is needed; under "" those of any bay."""
        hours = defaultdict(float)
        for template in self:
            hours[template.bay_kind or ""] += template.labour_hours or USUAL_HOURS
        return dict(hours)
