from odoo import api, fields, models
from odoo.fields import Domain

from ..domain.fitment import VehicleFacts, with_broader_keys

#: what decides which catalogue vehicle it is
TRAITS = {
    "make_id", "model_id", "model_year", "first_registration", "engine_code",
    "power_kw", "hsn", "tsn",
}  # fmt: skip


class GarageVehicle(models.Model):
    _inherit = "garage.vehicle"

    catalog_type_id = fields.Many2one(
        "garage.vehicle.type",
        "Catalogue vehicle",
        help="Found by itself where papers, make, model, year and engine lead to one "
        "only; choose it by hand where they do not.",
    )
    catalog_type_ids = fields.Many2many(
        "garage.vehicle.type",
        string="Catalogue vehicles found",
        compute="_compute_catalog_type_ids",
    )

    @api.depends("catalog_type_id", *TRAITS)
    def _compute_catalog_type_ids(self):
        for vehicle in self:
            vehicle.catalog_type_ids = vehicle._get_catalog_types()

    def _get_catalog_types(self):
        """Return the vehicle types that this vehicle can be."""
        self.ensure_one()
        if self.catalog_type_id:
            return self.catalog_type_id
        return self.env["garage.vehicle.type"].browse(self._get_ties()[self].ids)

    def _get_catalog_facts(self):
        """Return what the fitment rule needs to know of this vehicle."""
        self.ensure_one()
        types, differs = self.catalog_type_id, ()
        if not types:
            found = self._get_ties()[self]
            types, differs = types.browse(found.ids), found.differs
        keys = {}
        for key in self._get_type_keys(types):
            condition = self._get_type_condition(
                key.vehicle_type_id, differs, len(types)
            )
            known = keys.get((key.system, key.code))
            keys[key.system, key.code] = (
                condition if known is None else min(known, condition, key=len)
            )
        return self._get_own_facts(with_broader_keys(keys))

    def _get_own_facts(self, keys=None):
        """Return what the vehicle's record says, with the keys of its types."""
        return VehicleFacts(
            keys=keys or {},
            year=self.model_year,
            engine_code=self.engine_code or "",
            kw=self.power_kw,
            make=self.make_id.name or "",
            model=self.model_id.name or "",
            fuel=self.fuel or "",
            vin=self.vin or "",
        )

    @api.model
    def _get_type_keys(self, types):
        """Return the outside numbers of the types, in one statement."""
        return self.env["garage.vehicle.type.key"].search_fetch(
            [("vehicle_type_id", "in", types.ids)],
            ["system", "code", "vehicle_type_id"],
        )

    def _get_type_condition(self, vtype, differs=(), possible=1):
        """Return in words what must hold for this vehicle to be of the type.

        :param differs: traits in which the types that are possible differ
        :param possible: how many types are possible
        """
        if vtype == self.catalog_type_id:
            return ""
        conditions = []
        if not self.model_year and (vtype.year_from or vtype.year_to):
            conditions.append(
                self.env._("model year %(years)s", years=vtype._get_years_text())
            )
        if not self.engine_code and vtype.engine_code:
            conditions.append(self.env._("engine %(engine)s", engine=vtype.engine_code))
        elif not self.engine_code and not self.power_kw and vtype.kw:
            conditions.append(self.env._("%(power)s kW", power=vtype.kw))
        others = [name for name in differs if name not in ("engine_code", "kw")]
        if text := vtype._get_difference_text([n for n in others if n != "years"]):
            conditions.append(text)
        if not conditions and possible > 1:
            conditions.append(
                self.env._("which of %(count)s vehicle types it is", count=possible)
            )
        return ", ".join(conditions)

    def _get_fitment_domain(self, facts=None):
        """Return the domain of the statements made about this vehicle.

        ``facts`` saves asking for them again.
        """
        codes = {}
        for system, code in (facts or self._get_catalog_facts()).keys:
            codes.setdefault(system, []).append(code)
        return Domain.OR(
            Domain("system", "=", system) & Domain("vehicle_ref", "in", names)
            for system, names in codes.items()
        )
