from odoo import api, fields, models


class GarageInspectionSheet(models.Model):
    """What is looked at in one kind of inspection, in groups."""

    _name = "garage.inspection.sheet"
    _description = "Inspection sheet"
    _order = "sequence, name"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    purpose = fields.Char(
        translate=True, help="When to use this sheet, shown where it is chosen."
    )
    company_id = fields.Many2one("res.company", index=True)
    line_ids = fields.One2many(
        "garage.inspection.sheet.line", "sheet_id", string="Items", copy=True
    )
    item_count = fields.Integer(compute="_compute_item_count", string="Items to check")

    def _compute_item_count(self):
        counts = dict(
            self.env["garage.inspection.sheet.line"]._read_group(
                [("sheet_id", "in", self.ids), ("kind", "!=", "group")],
                ["sheet_id"],
                ["__count"],
            )
        )
        for sheet in self:
            sheet.item_count = counts.get(sheet, 0)

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        for sheet, vals in zip(self, vals_list, strict=True):
            vals["name"] = self.env._("%(name)s (copy)", name=sheet.name)
        return vals_list

    @api.model
    def _get_usable(self, company):
        """Sheets that may be filled for a vehicle of the company."""
        return self.search([("company_id", "in", [company.id, False])])
