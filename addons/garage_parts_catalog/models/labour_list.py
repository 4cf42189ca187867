from odoo import api, fields, models


class GarageLabourList(models.Model):
    """A guide of labour times: a list of our own, of a maker or of a provider."""

    _name = "garage.labour.list"
    _description = "Labour list"
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, help="Shown as the source of the hours.")
    sequence = fields.Integer(
        default=10, help="Several lists know an operation: the first one counts."
    )
    active = fields.Boolean(default=True)
    provider = fields.Selection(
        [("file", "Files (CSV)")],
        required=True,
        default="file",
        help="Where the times come from. Licensed guides add theirs.",
    )
    units_per_hour = fields.Integer(
        "Labour units per hour",
        help="For lists in labour units (AW): 10, 12 or 100. Empty: hours.",
    )
    full_list = fields.Boolean(
        "Files are complete",
        help="Operations and times that a new file no longer names are archived.",
    )
    licence_note = fields.Char(
        "Licence", help="Whose times these are and how long they may be used."
    )
    company_id = fields.Many2one("res.company", index=True)
    operation_ids = fields.One2many("garage.labour.operation", "list_id", "Operations")
    operation_count = fields.Integer(compute="_compute_operation_count")
    file_name = fields.Char("Last file", readonly=True, copy=False)
    imported_at = fields.Datetime("Last import", readonly=True, copy=False)
    report = fields.Text("Last report", readonly=True, copy=False)

    _name_uniq = models.UniqueIndex(
        "(name, COALESCE(company_id, 0))", "A labour list with this name exists."
    )
    _units_positive = models.Constraint(
        "CHECK (units_per_hour >= 0)", "Labour units per hour cannot be negative."
    )

    @api.depends("operation_ids")
    def _compute_operation_count(self):
        counts = dict(
            self.env["garage.labour.operation"]._read_group(
                [("list_id", "in", self.ids)], ["list_id"], ["__count"]
            )
        )
        for guide in self:
            guide.operation_count = counts.get(guide, 0)

    def action_open_operations(self):
        """Open the operations of this list."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "garage_parts_catalog.garage_labour_operation_action"
        )
        return {
            **action,
            "domain": [("list_id", "=", self.id)],
            "context": {"default_list_id": self.id},
        }

    def action_import(self):
        """Open the import of a file for this list."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "garage_parts_catalog.garage_labour_import_action"
        )
        return {**action, "context": {"default_list_id": self.id}}
