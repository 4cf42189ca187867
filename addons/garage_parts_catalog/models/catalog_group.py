from odoo import api, fields, models


class GarageCatalogGroup(models.Model):
    """A supplier's own group of articles, and the kind of part that it stands for."""

    _name = "garage.catalog.group"
    _description = "Supplier's product group"
    _order = "code"

    source_id = fields.Many2one(
        "garage.catalog.source", "Catalogue", required=True, ondelete="cascade"
    )
    code = fields.Char("Group", required=True, help="Main group, or main/sub group")
    name = fields.Char(required=True)
    kind_id = fields.Many2one(
        "garage.catalog.kind",
        "Kind of part",
        ondelete="set null",
        help="Given to parts of this group that have no kind of their own",
    )

    _source_code_uniq = models.UniqueIndex(
        "(source_id, code)", "This catalogue has this product group already."
    )

    @api.model
    def _merge(self, source, rows):
        """Keep the names of a file; returns how many are new or changed.

        A new group stands for the kind of part with its name.
        """
        known = {
            group.code: group for group in self.search([("source_id", "=", source.id)])
        }
        rows = {row.code: row for row in rows}
        new = [row for code, row in rows.items() if code not in known]
        kinds = self.env["garage.catalog.kind"]._ids_by_name({row.name for row in new})
        self.create(
            [
                {
                    "source_id": source.id,
                    "code": row.code,
                    "name": row.name,
                    "kind_id": kinds[row.name],
                }
                for row in new
            ]
        )
        count = len(new)
        for code, group in known.items():
            if code in rows and rows[code].name != group.name:
                group.name = rows[code].name
                count += 1
        return count
