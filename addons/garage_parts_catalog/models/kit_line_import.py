from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..domain.issues import CatalogFileError, LineIssue
from ..domain.kit_list import KitRow, read_kits
from ..domain.number import normalize

_SHOWN = 20


class GarageKitLine(models.Model):
    """Kits from a list; the kits that it names are replaced as a whole."""

    _inherit = "garage.kit.line"

    def _import_file(self, stream):
        """Read a list of kits and return its report in words.

        :raises UserError: when the file is refused; nothing is changed then
        """
        self.check_access("create")
        try:
            found = list(read_kits(stream))
        except CatalogFileError as error:
            messages = self.env["garage.catalog.messages"]
            raise UserError(messages._file_error_text(error)) from error
        rows = [row for row in found if isinstance(row, KitRow)]
        issues = [row for row in found if isinstance(row, LineIssue)]
        kits, parts = self._find_all(rows)
        lines = self._prepare_lines(rows, kits, parts, issues)
        self._replace(lines)
        return self._report(lines, issues)

    def _find_all(self, rows):
        """Records of the kits and of the parts: {(number, brand): record}."""
        kits = {(row.kit, row.kit_brand) for row in rows}
        parts = {(row.part, row.brand) for row in rows}
        return self._find(kits), self._find(parts)

    def _find(self, names):
        """{(number, brand): product, else catalogue part}; a brand must agree."""
        norms = list({normalize(number) for number, _brand in names})
        products = self.env["product.product"].search(
            [("garage_number_norm", "in", norms)], order="id desc"
        )
        items = self.env["garage.catalog.item"].search(
            Domain("number_norm", "in", norms) & Domain("state", "!=", "deleted"),
            order="id desc",
        )
        known = {}
        for row in [*items, *products]:
            is_item = row._name == "garage.catalog.item"
            norm = row.number_norm if is_item else row.garage_number_norm
            known.setdefault(norm, []).append(row)
        found = {}
        for number, brand in names:
            same = [
                row
                for row in known.get(normalize(number), ())
                if self._is_brand(row, brand)
            ]
            if same:
                found[number, brand] = same[-1]
        return found

    def _is_brand(self, record, brand):
        own = record[
            "brand_id" if record._name == "garage.catalog.item" else "garage_brand_id"
        ]
        return not brand or normalize(brand) == normalize(own.name or "")

    def _prepare_lines(self, rows, kits, parts, issues):
        """{kit: [values]}; unknown numbers become issues."""
        lines = {}
        for row in rows:
            kit = kits.get((row.kit, row.kit_brand))
            part = parts.get((row.part, row.brand))
            if not kit or not part:
                missing = row.part if kit else row.kit
                issues.append(LineIssue(row.line, "unknown_part", missing))
                continue
            is_item = part._name == "garage.catalog.item"
            lines.setdefault(kit, []).append(
                {
                    "item_id" if is_item else "product_id": part.id,
                    "quantity": row.quantity,
                    "sequence": row.line,
                }
            )
        return lines

    def _replace(self, lines):
        model = self.browse()
        vals_list = []
        for kit, rows in lines.items():
            own = kit._name == "product.product"
            name = "kit_tmpl_id" if own else "kit_item_id"
            owner = kit.product_tmpl_id.id if own else kit.id
            model |= model.search([(name, "=", owner)])
            vals_list += [{name: owner, **vals} for vals in rows]
        model.unlink()
        model.create(vals_list)

    def _report(self, lines, issues):
        messages = self.env["garage.catalog.messages"]
        count = sum(map(len, lines.values()))
        text = [
            self.env._(
                "%(kits)s kits with %(parts)s parts are in.",
                kits=len(lines),
                parts=count,
            )
        ]
        if issues:
            text.append(self.env._("%(count)s lines were left out:", count=len(issues)))
            text += [messages._issue_text(issue) for issue in issues[:_SHOWN]]
        return "\n".join(text)
