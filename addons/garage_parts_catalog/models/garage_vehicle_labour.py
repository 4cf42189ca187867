from odoo import models

from ..domain.labour_times import LabourFacts


class GarageVehicle(models.Model):
    """What a guide of labour times may know of a vehicle."""

    _inherit = "garage.vehicle"

    def _get_labour_facts(self):
        if not self:
            return LabourFacts()
        self.ensure_one()
        return LabourFacts(
            make=self.make_id.name or "",
            model=self.model_id.name or "",
            year=self.model_year,
            engine_code=self.engine_code or "",
            kw=self.power_kw,
            type_ids=frozenset(self._get_catalog_types().ids),
        )
