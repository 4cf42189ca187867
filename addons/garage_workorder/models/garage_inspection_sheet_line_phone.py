from odoo import models


class GarageInspectionSheetLine(models.Model):
    """An item of a sheet as the phone keeps it."""

    _inherit = "garage.inspection.sheet.line"

    def _get_phone_item(self):
        self.ensure_one()
        item = {"id": self.id, "kind": self.kind, "name": self.name}
        if self.kind == "measure":
            item.update(unit=self.unit or "", decimals=self.decimals)
            if self.worse:
                item.update(
                    worse=self.worse, amber=self.amber_limit, red=self.red_limit
                )
        if self.kind == "yes_no":
            item.update(yes=self.yes_result, no=self.no_result)
        if self.template_id:
            item["template"] = self.template_id.name
        return item
