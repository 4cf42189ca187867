from odoo import api, models


class GarageWorkorder(models.Model):
    """Boxes are known by further bar codes, and by the numbers of the catalogues."""

    _inherit = "garage.workorder"

    @api.model
    def _open_scanned_part(self, code):
        found = super()._open_scanned_part(code)
        if found:
            return found
        product = self.env["garage.product.barcode"]._find(code).product_id
        if product:
            return product._get_records_action()
        if not self.env["garage.catalog.item"].lookup(code, limit=1):
            return False
        action = self.env["ir.actions.client"]._for_xml_id(
            "garage_parts_catalog.parts_search_action"
        )
        return {**action, "params": {"text": code}}
