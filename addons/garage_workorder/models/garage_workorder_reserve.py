from odoo import models


class GarageWorkorder(models.Model):
    """A new promise moves the turn of the visit when parts arrive."""

    _inherit = "garage.workorder"

    def write(self, vals):
        result = super().write(vals)
        if vals.get("promised_at"):
            self._plan_parts()
        return result

    def _plan_parts(self):
        """Want the parts that did not leave the shelf when the visit is promised."""
        # whoever may promise a time need not have rights in the store
        for workorder in self.sudo():
            moves = workorder.job_ids.line_ids.move_ids.filtered(
                lambda move: move.state not in ("done", "cancel")
            )
            moves.write({"date": workorder.promised_at})
