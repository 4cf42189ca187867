from odoo import models


class GarageWorkorder(models.Model):
    """Photos and papers of a visit on the customer's page."""

    _inherit = "garage.workorder"

    def _get_page_documents(self):
        """Add photos and papers of this visit that the customer may see."""
        rows = super()._get_page_documents()
        return rows + [
            {"id": one.id, "name": one.name, "date": one.date}
            for one in self._get_visible_documents()
        ]

    def _get_page_document(self, document_id):
        found = self._get_visible_documents().filtered(
            lambda one: one.id == document_id
        )
        return found.attachment_id or super()._get_page_document(document_id)

    def _get_visible_documents(self):
        self.ensure_one()
        # reached by whoever holds the link of this visit; only what is ticked
        documents = self.env["garage.vehicle.document"].sudo()
        return documents.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("customer_visible", "=", True),
            ]
        )
