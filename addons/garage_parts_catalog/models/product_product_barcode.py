from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class ProductProduct(models.Model):
    """A product that is found by each of its bar codes."""

    _inherit = "product.product"

    garage_barcode_ids = fields.One2many(
        "garage.product.barcode", "product_id", "Further bar codes"
    )

    def action_garage_barcodes(self):
        """Open the further bar codes of this product."""
        self.ensure_one()
        return self.product_tmpl_id._open_garage_barcodes(self)

    def _check_duplicated_packaging_barcodes(self, barcodes_within_company, company_id):
        """A code may not be the own one of a product and a further one of another."""
        result = super()._check_duplicated_packaging_barcodes(
            barcodes_within_company, company_id
        )
        barcodes = self.env["garage.product.barcode"]
        company = self.env["res.company"].browse(company_id or [])
        found = barcodes.search(
            Domain("code", "in", barcodes_within_company)
            & barcodes._get_company_domain(company),
            limit=1,
        )
        if found:
            raise ValidationError(found._get_taken_text(found.code, found.product_id))
        return result

    @api.model
    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        found = self._garage_find_by_codes(operator, value)
        return Domain(domain) | Domain("id", "in", found.ids) if found else domain

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        found = super().name_search(name, domain, operator, limit)
        if found or not name:
            return found
        products = self._garage_find_by_codes(operator, name)
        products = products.filtered_domain(Domain(domain or Domain.TRUE))
        return [(product.id, product.display_name) for product in products]

    @api.model
    def _garage_find_by_codes(self, operator, value):
        """Return the products with one of these further bar codes; none if negated."""
        if operator not in ("=", "in", "ilike", "=ilike", "like", "=like"):
            return self.browse()
        codes = [value] if isinstance(value, str) else list(value or [])
        codes = [code.strip() for code in codes if isinstance(code, str)]
        rows = self.env["garage.product.barcode"].search([("code", "in", codes)])
        return rows.product_id
