from odoo import models

from ..domain.rows import DiscountGroup, PartRow, ProductGroup, Renumbering, Retirement


class GarageCatalogSource(models.Model):
    _inherit = "garage.catalog.source"

    def _get_part_table(self, rows):
        """Yield titles and cells of a file's first records, for a person to check."""
        yield [
            self.env._("Line"),
            self.env._("Holds"),
            self.env._("Number"),
            self.env._("Name"),
            self.env._("List price"),
            self.env._("Purchase price"),
            self.env._("For"),
            self.env._("Discount group"),
        ]
        for row in rows:
            cells = [row.line, *self._get_part_cells(row)]
            yield ["" if cell is None else str(cell) for cell in cells]

    def _get_part_cells(self, row):
        if isinstance(row, PartRow):
            return self._get_article_cells(row)
        empty = [None] * 5
        if isinstance(row, DiscountGroup):
            value = f"{row.value} %" if row.kind == "rate" else f"x {row.value}"
            return [self.env._("Discount group"), row.code, row.name, None, value,
                    None, row.code]  # fmt: skip
        if isinstance(row, ProductGroup):
            return [self.env._("Product group"), row.code, row.name, *empty[1:]]
        if isinstance(row, Renumbering):
            text = f"{row.number} \N{RIGHTWARDS ARROW} {row.new_number}"
            return [self.env._("Changed number"), text, *empty]
        if isinstance(row, Retirement):
            return [self.env._("Withdrawn part"), row.number, *empty]
        return empty

    def _get_article_cells(self, row):
        if not row.partial:
            holds = self.env._("Part")
        elif row.list_price is None and row.cost is None:
            holds = self.env._("Addition")
        else:
            holds = self.env._("Price")
        quantity = " ".join(str(part) for part in (row.price_qty, row.uom) if part)
        return [holds, row.number, row.name, row.list_price, row.cost, quantity,
                row.discount_group]  # fmt: skip
