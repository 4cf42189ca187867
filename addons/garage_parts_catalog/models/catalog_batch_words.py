from odoo import models


class GarageCatalogBatch(models.Model):
    _inherit = "garage.catalog.batch"

    def write(self, vals):
        """What a finished file brought is soon known to the search for words."""
        result = super().write(vals)
        if vals.get("state") == "done":
            self._learn_words_soon()
        return result

    def _learn_words_soon(self):
        # Reached by whoever may import; the job reads names of parts only.
        cron = self.env.ref("garage_parts_catalog.ir_cron_learn_words").sudo()
        cron._trigger()
