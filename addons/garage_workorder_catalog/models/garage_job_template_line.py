from odoo import api, fields, models

from odoo.addons.garage_parts_catalog.domain.number import normalize


class GarageJobTemplateLine(models.Model):
    """Labour whose hours are those of the vehicle, as a labour guide gives them."""

    _inherit = "garage.job.template.line"

    labour_code = fields.Char(
        "Labour operation",
        help="Code in the labour lists. The hours of the vehicle take the place of the "
        "quantity, which stays for vehicles without a time.",
    )
    labour_hint = fields.Char("In the guides", compute="_compute_labour_hint")

    @api.depends("labour_code")
    def _compute_labour_hint(self):
        codes = {line.labour_code for line in self if line.labour_code}
        names = self.env["garage.labour.list"]._get_names(codes)
        for line in self:
            known = names.get(normalize(line.labour_code))
            line.labour_hint = known or (
                self.env._("not in any labour list") if line.labour_code else False
            )
