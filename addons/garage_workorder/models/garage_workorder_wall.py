from odoo import api, fields, models


class GarageWorkorder(models.Model):
    """What the screen on the workshop's wall shows to everybody who passes."""

    _inherit = "garage.workorder"

    wall_name = fields.Char(
        compute="_compute_wall_name",
        help="The customer's name, empty when the garage keeps names off the wall.",
    )

    @api.depends("partner_id.name", "company_id.garage_wall_names")
    def _compute_wall_name(self):
        for workorder in self:
            shown = workorder.company_id.garage_wall_names
            workorder.wall_name = workorder.partner_id.name if shown else ""
