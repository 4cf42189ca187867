from odoo import api, models
from odoo.exceptions import UserError


class GarageZFrozen(models.AbstractModel):
    """Records that nobody changes or removes once they are written."""

    _name = "garage.z.frozen"
    _description = "Frozen record"

    def write(self, vals):
        if vals:
            raise UserError(
                self.env._(
                    "A Z report is final and cannot be changed. Correct it with an "
                    "entry of today."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("A Z report is final: it stays and cannot be deleted.")
        )
