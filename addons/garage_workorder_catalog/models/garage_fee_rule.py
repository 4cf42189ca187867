from odoo import models


class GarageFeeRule(models.Model):
    """Fees are charged for parts, not for their deposits."""

    _inherit = "garage.fee.rule"

    def _count_parts(self, lines):
        return super()._count_parts(
            [line for line in lines if not line._is_core_line()]
        )
