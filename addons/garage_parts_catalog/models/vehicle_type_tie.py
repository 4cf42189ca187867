from odoo import api, models

from ..domain.number import normalize
from ..domain.vehicle_tie import TypeTraits


class GarageVehicleType(models.Model):
    """What tells one vehicle type from another, and choosing one for a vehicle."""

    _inherit = "garage.vehicle.type"

    def _get_tie_index(self, keys):
        """Return {name: [TypeTraits]} by number and by make and model.

        :param keys: numbers of these types that were asked for
        """
        numbers = {}
        for key in keys:
            pair = (key.system, key.code)
            numbers.setdefault(key.vehicle_type_id.id, set()).add(pair)
        index = {}
        for vtype in self:
            traits = vtype._get_traits(frozenset(numbers.get(vtype.id, ())))
            for name in (("match_key", vtype.match_key), *traits.keys):
                index.setdefault(name, []).append(traits)
        return index

    def _get_traits(self, keys):
        return TypeTraits(
            id=self.id,
            make=normalize(self.make),
            model=normalize(self.model),
            year_from=self.year_from,
            year_to=self.year_to,
            engine_code=normalize(self.engine_code),
            kw=self.kw,
            series=self.series or "",
            ccm=self.ccm,
            fuel=self.fuel or "",
            body=self.body or "",
            drive=self.drive or "",
            keys=keys,
        )

    def _get_difference_text(self, names):
        """Say what this type has where others differ, for example CZDA, 92 kW."""
        texts = []
        for name in names:
            value = self._get_years_text() if name == "years" else self[name]
            if name == "kw" and value:
                value = f"{value} kW"
            elif name == "ccm" and value:
                value = f"{value} cc"
            texts.append(str(value) if value else "")
        return ", ".join(filter(None, texts))

    def action_choose_for_vehicle(self):
        """This is the vehicle from whose page the list was opened."""
        self.ensure_one()
        vehicle = self.env["garage.vehicle"].browse(
            self.env.context.get("garage_vehicle_id")
        )
        vehicle.choose_catalog_type(self.id)
        return {"type": "ir.actions.act_window_close"}

    @api.model_create_multi
    def create(self, vals_list):
        types = super().create(vals_list)
        if not self.env.context.get("garage_many_types"):
            self.env["garage.vehicle"]._retie_for_types(types)
        return types
