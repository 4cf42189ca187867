from odoo import api, models


class GarageCatalogItem(models.Model):
    _inherit = "garage.catalog.item"

    @api.model
    def _may_see_prices(self):
        """Mechanics who may see prices on jobs see them here too."""
        allowed = self.env.user.has_group("garage_workorder.group_garage_prices")
        return allowed or super()._may_see_prices()
