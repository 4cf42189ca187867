from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.garage_vehicle.domain import key_table

from ..domain import vehicle_tie
from ..domain.number import normalize
from ..tools.vehicle_ties import write_ties
from .garage_vehicle import TRAITS

_STEP = 5000


class GarageVehicle(models.Model):
    """Vehicles find their catalogue vehicle by themselves, or ask which one it is."""

    _inherit = "garage.vehicle"

    catalog_tied_by = fields.Selection(
        [
            ("person", "Chosen by a person"),
            ("ktype", "K-Type of the key numbers"),
            ("hsn_tsn", "Key numbers HSN and TSN"),
            ("facts", "Make, model, year and engine"),
        ],
        "Catalogue vehicle by",
        readonly=True,
        copy=False,
    )
    catalog_tie_state = fields.Selection(
        [
            ("tied", "Known"),
            ("choose", "To be chosen"),
            ("check", "To be checked"),
            ("none", "Not known"),
        ],
        compute="_compute_catalog_tie",
    )
    catalog_tie_text = fields.Char("Why", compute="_compute_catalog_tie")

    @api.depends("catalog_type_id", "catalog_tied_by", *TRAITS)
    def _compute_catalog_tie(self):
        messages = self.env["garage.catalog.messages"]
        ties = self._get_ties()
        for vehicle in self:
            found = ties[vehicle]
            vehicle.catalog_tie_state = found.state
            vehicle.catalog_tie_text = messages._tie_text(vehicle, found)

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._note_chosen_type(vals) for vals in vals_list]
        vehicles = super().create(vals_list)
        vehicles._tie_to_types()
        return vehicles

    def write(self, vals):
        vals = self._note_chosen_type(vals)
        result = super().write(vals)
        if TRAITS & vals.keys():
            self._tie_to_types()
        return result

    @api.model
    def _note_chosen_type(self, vals):
        """What a person chose, or took away, is never changed by itself."""
        if "catalog_type_id" not in vals or "catalog_tied_by" in vals:
            return vals
        return {**vals, "catalog_tied_by": "person"}

    # ------------------------------------------------------------------- the rule

    def _tie_to_types(self):
        """Tie vehicles that are certain, untie those that no longer are.

        :return: how many vehicles changed
        """
        ours = self.filtered(lambda vehicle: not vehicle._is_tied_by_person())
        if not ours:
            return 0
        ours.flush_recordset(["catalog_type_id", "catalog_tied_by"])
        rows = []
        for vehicle, found in ours._get_ties().items():
            tied = found.state == vehicle_tie.TIED
            rows.append(
                (
                    vehicle.id,
                    found.ids[0] if tied else None,
                    found.reason if tied else None,
                )
            )
        changed = write_ties(self.env.cr, rows)
        if changed:
            ours.invalidate_recordset(["catalog_type_id", "catalog_tied_by"])
            ours.modified(["catalog_type_id", "catalog_tied_by"])
        return changed

    def _is_tied_by_person(self):
        # chosen before reasons were kept: by a person
        chosen = self.catalog_type_id and not self.catalog_tied_by
        return self.catalog_tied_by == "person" or bool(chosen)

    def _get_ties(self):
        """Return {vehicle: Tie}, in a few queries for any number of vehicles."""
        traits = self._get_tie_traits()
        types = self._find_tie_types(traits.values())
        return {
            vehicle: vehicle_tie.tie(one, self._get_named_types(one, types))
            for vehicle, one in traits.items()
        }

    @api.model
    def _get_named_types(self, traits, types):
        """Return the types of a vehicle's numbers and of its names, each once."""
        names = [("match_key", f"{traits.make}/{traits.model}"), *traits.keys]
        found = {row.id: row for name in names for row in types.get(name, ())}
        return list(found.values())

    def _get_tie_traits(self):
        """Return {vehicle: VehicleTraits}."""
        numbers = self._get_k_types()
        traits = {}
        for vehicle in self:
            pair = vehicle._get_key_pair()
            keys = {("hsn_tsn", "".join(pair))} if pair else set()
            if numbers.get(pair):
                keys.add(("ktype", numbers[pair]))
            first = vehicle.first_registration
            traits[vehicle] = vehicle_tie.VehicleTraits(
                make=normalize(vehicle.make_id.name),
                model=normalize(vehicle.model_id.name),
                year=vehicle.model_year,
                registered=first.year if first else 0,
                engine_code=normalize(vehicle.engine_code),
                kw=vehicle.power_kw,
                keys=frozenset(keys),
            )
        return traits

    def _get_key_pair(self):
        """Return (HSN, TSN) as tables have them, None without both."""
        if not self.hsn or not self.tsn:
            return None
        return key_table.normalise(self.hsn, self.tsn)

    def _get_k_types(self):
        """Return {(HSN, TSN): K-Type} of the bought table, in one query."""
        pairs = {pair for vehicle in self if (pair := vehicle._get_key_pair())}
        if not pairs:
            return {}
        rows = self.env["garage.key.number"].search_fetch(
            [("hsn", "in", [pair[0] for pair in pairs]), ("k_type", "!=", False)],
            ["hsn", "tsn", "k_type"],
        )
        return {(row.hsn, row.tsn): row.k_type for row in rows}

    @api.model
    def _find_tie_types(self, traits):
        """Return {(system, code) or ("match_key", names): [TypeTraits]}."""
        names = {f"{one.make}/{one.model}" for one in traits if one.make and one.model}
        codes = {}
        for one in traits:
            for system, code in one.keys:
                codes.setdefault(system, set()).add(code)
        types = self.env["garage.vehicle.type"]
        found = types.search([("match_key", "in", list(names))]) if names else types
        keys = self.env["garage.vehicle.type.key"]
        if codes:
            keys = keys.search(
                Domain.OR(
                    Domain("system", "=", system) & Domain("code", "in", list(some))
                    for system, some in codes.items()
                )
            )
        return (found | keys.vehicle_type_id)._get_tie_index(keys)

    # --------------------------------------------------------- after an import

    @api.model
    def _retie_for_types(self, types):
        """Tie vehicles that new or changed vehicle types may concern.

        :return: how many vehicles changed
        """
        domain = self._get_retie_domain(types)
        changed, last = 0, 0
        while True:
            vehicles = self.with_context(active_test=False).search(
                domain & Domain("id", ">", last), limit=_STEP, order="id"
            )
            if not vehicles:
                return changed
            changed += vehicles._tie_to_types()
            last = vehicles[-1].id

    @api.model
    def _get_retie_domain(self, types):
        """Return the domain of vehicles with one of these names or any key numbers."""
        wanted = set(types.mapped("match_key"))
        groups = self.with_context(active_test=False)._read_group(
            [("make_id", "!=", False), ("model_id", "!=", False)],
            ["make_id", "model_id"],
        )
        models_ = [
            model.id
            for make, model in groups
            if types._match_key(make.name, model.name) in wanted
        ]
        named = Domain("model_id", "in", models_)
        if {"hsn_tsn", "ktype"} & set(types.key_ids.mapped("system")):
            named |= Domain("hsn", "!=", False)
        return named & Domain("catalog_tied_by", "!=", "person")
