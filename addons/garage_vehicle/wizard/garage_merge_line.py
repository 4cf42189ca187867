from odoo import fields, models


class GarageMergeLine(models.TransientModel):
    """One value that differs between two records."""

    _name = "garage.merge.line"
    _description = "Value to choose"

    merge_id = fields.Many2one("garage.merge", required=True, ondelete="cascade")
    field_name = fields.Char(required=True, readonly=True)
    label = fields.Char(string="What", readonly=True)
    value_a = fields.Char(string="Left", readonly=True)
    value_b = fields.Char(string="Right", readonly=True)
    keep = fields.Selection([("a", "Left"), ("b", "Right")], required=True)
