from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..domain import tyres
from ..domain.tyres import Wheel


class GarageTyreWheel(models.Model):
    """One wheel of a stored set: where it was, its tread and its date."""

    _name = "garage.tyre.wheel"
    _description = "Stored wheel"
    _order = "id"

    set_id = fields.Many2one(
        "garage.tyre.set", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="set_id.company_id", store=True)
    position = fields.Selection(
        [
            ("fl", "Front left"),
            ("fr", "Front right"),
            ("rl", "Rear left"),
            ("rr", "Rear right"),
            ("spare", "Spare"),
        ],
        required=True,
        default="fl",
    )
    tread = fields.Float(string="Tread (mm)", digits=(4, 1))
    dot = fields.Char(string="DOT", help="Week and year, for example 2319.")
    damage = fields.Char()

    _tread_check = models.Constraint(
        "CHECK (tread >= 0 AND tread <= 25)", "A tread is between 0 and 25 mm."
    )

    @api.constrains("dot")
    def _check_dot(self):
        for wheel in self:
            if wheel.dot and not tyres.dot_date(wheel.dot):
                raise ValidationError(
                    self.env._(
                        "“%s” is no DOT date. Type week and year, for example 2319.",
                        wheel.dot,
                    )
                )

    def _get_wheels(self):
        return [Wheel(row.tread or None, row.dot or "") for row in self]
