from odoo import api, models


class CatalogMessages(models.AbstractModel):
    """Why a list of kits is refused."""

    _inherit = "garage.catalog.messages"

    @api.model
    def _get_labour_file_texts(self):
        return {
            **super()._get_labour_file_texts(),
            "no_kit_columns": self.env._(
                "The file needs titles over its columns: kit, part and quantity. "
                "Nothing was changed."
            ),
        }
