from odoo import api, models
from odoo.fields import Domain


class ProductTemplate(models.Model):
    """Kits at the till: their parts come along, so that they sell without a server."""

    _inherit = "product.template"

    @api.model
    def _load_pos_data_read(self, records, config):
        """A kit knows its parts; one that is no product yet is False."""
        rows = super()._load_pos_data_read(records, config)
        parts = self.browse([row["id"] for row in rows])._garage_get_kit_rows()
        for row in rows:
            row["_garage_kit"] = parts.get(row["id"], [])
            row["_garage_kit_price"] = self.browse(row["id"]).garage_kit_price
        return rows

    @api.model
    def _load_pos_data_search_read(self, data, config):
        """Parts of kits are known to each till that sells the kit."""
        rows = super()._load_pos_data_search_read(data, config)
        known = {row["id"] for row in rows}
        missing = self.browse(known)._garage_get_kit_templates().ids
        more = self.browse([one for one in missing if one not in known])
        return rows + (self._load_pos_data_read(more, config) if more else [])

    def _load_product_with_domain(self, domain, load_archived=False, offset=0, limit=0):
        """A kit that a till asks for comes with its parts."""
        found = super()._load_product_with_domain(domain, load_archived, offset, limit)
        return found | found._garage_get_kit_templates().with_env(found.env)

    def _garage_get_kit_templates(self):
        ids = {
            part for rows in self._garage_get_kit_rows().values() for part, _ in rows
        }
        return self.env["product.product"].browse(ids - {False}).product_tmpl_id

    def _garage_get_kit_rows(self):
        """{id of a kit: list of [product id or False, pieces of one kit]}."""
        rows = {}
        for kit in self._garage_filter_kits():
            parts = kit.product_variant_id._explode_kit()
            rows[kit.id] = [
                [part.id if part._name == "product.product" else False, pieces]
                for part, pieces in parts.items()
            ]
        return rows

    def _garage_filter_kits(self):
        """Those of these products that are kits, asked for all at once."""
        own = Domain("kit_tmpl_id", "in", self.ids)
        bought = Domain("kit_item_id.product_id.product_tmpl_id", "in", self.ids)
        # Reached by cashiers: kits are master data; who sells one may know its parts.
        lines = self.env["garage.kit.line"].sudo().search(own | bought)
        kits = lines.kit_tmpl_id | lines.kit_item_id.product_id.product_tmpl_id
        return self & kits.with_env(self.env)
