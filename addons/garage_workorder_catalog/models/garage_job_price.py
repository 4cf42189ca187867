from odoo import models


class GarageJob(models.Model):
    """Cards that ask why a price is below the list."""

    _inherit = "garage.job"

    def save_card_line(self, line_id, values, base):
        """As without reasons; a price below the list opens the question at once."""
        answer = super().save_card_line(line_id, values, base)
        line = self.line_ids.filtered(lambda line: line.id == line_id)
        typed = {"price_unit", "discount"} & set(values)
        # only whether a reason is missing is looked at
        missing = line.sudo().garage_override_ids.filtered(
            lambda row: not row.reason_id
        )
        if typed and missing and not answer["clash"]:
            answer["ask"] = line.action_open_price_reason()
        return answer
