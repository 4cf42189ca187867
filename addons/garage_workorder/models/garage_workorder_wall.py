from odoo import api, fields, models

#: columns that say nothing about what stands in the workshop
NOT_ON_WALL = ("planned", "handed_over")


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

    @api.model
    def _expand_board_states(self, shown, domain):
        states = super()._expand_board_states(shown, domain)
        if not self.env.context.get("garage_wall"):
            return states
        return [state for state in states if state not in NOT_ON_WALL]
