from odoo import api, fields, models


class GarageCatalogKind(models.Model):
    """What a part is: air filter, brake disc, bulb."""

    _name = "garage.catalog.kind"
    _description = "Part kind"
    _order = "name"

    name = fields.Char(required=True, translate=True)
    parent_id = fields.Many2one("garage.catalog.kind", "Group", index=True)
    pcdb_id = fields.Integer(
        "Part type number", index="btree_not_null", help="Number in ACES and PIES files"
    )
    tecdoc_generic_id = fields.Integer("TecDoc generic article", index="btree_not_null")
    product_category_id = fields.Many2one(
        "product.category",
        help="Category of the product that is made when such a part is first used",
    )
    position = fields.Char("Usual position")

    @api.model
    def _ids_by_part_type(self, numbers):
        """Return {part type number: id}; unknown numbers get a plain name."""
        kinds = self.search_fetch([("pcdb_id", "in", list(numbers))], ["pcdb_id"])
        found = {kind.pcdb_id: kind.id for kind in kinds}
        new = [
            {
                "name": self.env._("Part type %(number)s", number=number),
                "pcdb_id": number,
            }
            for number in numbers
            if number not in found
        ]
        if new:
            found.update({kind.pcdb_id: kind.id for kind in self.create(new)})
        return found

    @api.model
    def _ids_by_name(self, names):
        """Return {name: id} and create the kinds that are missing."""
        kinds = self.search_fetch([("name", "in", list(names))], ["name"])
        found = {kind.name: kind.id for kind in kinds}
        new = [{"name": name} for name in names if name not in found]
        if new:
            found.update({kind.name: kind.id for kind in self.create(new)})
        return found
