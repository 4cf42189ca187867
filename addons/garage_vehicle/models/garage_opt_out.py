from odoo import api, models


class GarageOptOut(models.AbstractModel):
    """Whoever says "no more" takes the consent to offers by that channel back."""

    _name = "garage.opt.out"
    _description = "Opt-out of offers"

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows._withdraw_offers()
        return rows

    def write(self, vals):
        result = super().write(vals)
        if vals.get("active"):
            self._withdraw_offers()
        return result

    def _withdraw_offers(self):
        """Take the consent back of whoever has one of these addresses."""
        raise NotImplementedError
