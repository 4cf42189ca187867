from odoo import models


class GarageWorkorder(models.Model):
    """The inspection as the customer sees it, as plain values for the evidence."""

    _inherit = "garage.workorder"

    def _get_inspection_snapshot(self):
        """Shown reports with their items, in the language of the customer."""
        self.ensure_one()
        # who answers with the link sees these items; staff may see all of them
        workorder = self.sudo().with_context(lang=self._get_customer_lang())
        return [
            {
                "inspection_id": record.id,
                "sheet": record.sheet_id.name,
                "summary": record.summary or "",
                "items": [line._get_snapshot() for line in record._get_shown_lines()],
            }
            for record in workorder._get_shown_inspections()
        ]

    def _get_finding_snapshot(self):
        """Red and amber items only: what the customer decides upon."""
        return [
            item
            for record in self._get_inspection_snapshot()
            for item in record["items"]
            if item["result"] in ("amber", "red")
        ]
