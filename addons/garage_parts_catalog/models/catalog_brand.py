from odoo import api, fields, models

from ..domain.number import normalize


class GarageCatalogBrand(models.Model):
    """The maker whose name stands on a part."""

    _name = "garage.catalog.brand"
    _description = "Part brand"
    _order = "name"

    name = fields.Char(required=True)
    name_norm = fields.Char(
        "Comparable name", compute="_compute_name_norm", store=True, precompute=True
    )
    code_aaia = fields.Char(
        "ACES brand code", size=4, help="Four letters of the North American brand table"
    )
    tecdoc_id = fields.Integer("TecDoc number")
    is_oe = fields.Boolean("Vehicle maker")
    brand_id = fields.Many2one(
        "garage.catalog.brand",
        "Same as",
        ondelete="set null",
        help="Another spelling of this brand: lines are filed there",
    )

    _name_norm_uniq = models.UniqueIndex(
        "(name_norm)", "A brand with this name exists already."
    )
    _code_aaia_idx = models.Index("(code_aaia) WHERE code_aaia IS NOT NULL")

    @api.depends("name")
    def _compute_name_norm(self):
        for brand in self:
            brand.name_norm = normalize(brand.name) or brand.name

    @api.model
    def _ids_by_name(self, names):
        """Return {name: id} and create the brands that are missing."""
        norms = {name: normalize(name) or name for name in names}
        found = self._known(set(norms.values()))
        new = {norm: name for name, norm in norms.items() if norm not in found}
        if new:
            brands = self.create([{"name": name} for name in new.values()])
            found.update({brand.name_norm: brand.id for brand in brands})
        return {name: found[norm] for name, norm in norms.items()}

    @api.model
    def _known(self, norms):
        brands = self.search_fetch(
            [("name_norm", "in", list(norms))], ["name_norm", "brand_id"]
        )
        return {brand.name_norm: (brand.brand_id or brand).id for brand in brands}

    @api.model
    def _id_by_code(self, code, name):
        """Return the brand of an ACES code; ``name`` names it when it is new."""
        brand = self.search([("code_aaia", "=", code)], limit=1) if code else self
        if not brand:
            brand = self.browse(self._ids_by_name([name or code])[name or code])
            if code and not brand.code_aaia:
                brand.code_aaia = code
        return (brand.brand_id or brand).id
