from odoo import api, models

from odoo.addons.garage_parts_catalog.domain.labour_times import (
    LabourAnswer,
    LabourGuideError,
)

#: what the service across the wire knows: code, text, hours, torque
KNOWN = {"S1": ("Service bolt, renew", 0.8, "Bolt 99 Nm")}


class GarageLabourProviderService(models.AbstractModel):
    """Stands for a service that answers per vehicle; nothing of it is kept."""

    _name = "garage.labour.provider.service"
    _inherit = "garage.labour.provider"
    _description = "Labour guide of a test service"

    @api.model
    def _search_times(self, guides, vehicle, text, limit):
        if text == "silence":
            raise LabourGuideError(self.env._("the service does not answer"))
        return [
            self._get_answer(guides[0], code)
            for code, (name, _hours, _specs) in KNOWN.items()
            if text.lower() in name.lower()
        ][:limit]

    @api.model
    def _find_times(self, guides, vehicle, codes):
        return {
            code: [self._get_answer(guides[0], code)] for code in codes if code in KNOWN
        }

    @api.model
    def _get_answer(self, guide, code):
        name, hours, specs = KNOWN[code]
        return LabourAnswer(
            code, name, hours, guide.name, specs=specs, guide_id=guide.id
        )
