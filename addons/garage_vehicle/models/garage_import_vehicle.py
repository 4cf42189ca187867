from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain

from ..domain import license_plate
from ..domain import vin as vin_rules
from .garage_import_run import Plan

_FACTS = (
    "variant", "model_year", "first_registration", "fuel", "power_kw", "engine_code",
    "color", "inspection_due",
)  # fmt: skip
_TEXTS = ("fleet_number", "alert_note", "note")
_OWNER = ("name", "email", "phone", "street", "zip", "city", "country", "vat")


class GarageImportVehicle(models.AbstractModel):
    """Vehicles of a file: found by VIN, else by plate; their customers come along."""

    _name = "garage.import.vehicle"
    _description = "Import of vehicles"

    @api.model
    def _plan(self, batch, plans):
        index = self._get_index(batch, plans)
        lines = {}
        for plan in plans:
            self._find(plan, index, lines)
        self._plan_owners(batch, [plan for plan in plans if not plan.what])
        for plan in plans:
            if not plan.what:
                self._decide(batch, plan)

    @api.model
    def _apply(self, batch, plans):
        wanted = [plan for plan in plans if plan.what in ("new", "update")]
        self._write_owners(batch, wanted)
        names = {}
        for plan in wanted:
            self._add_make(plan, names)
        batch._create_planned("garage.vehicle", [p for p in wanted if p.what == "new"])
        known = [p for p in wanted if p.what == "update" and p.vals]
        batch._update_planned("garage.vehicle", known)
        written = [plan.record for plan in known if plan.what != "bad"]
        self.env["garage.vehicle"].concat(*written)._refresh_due()
        self._add_readings(batch, [plan for plan in wanted if plan.what != "bad"])

    @api.model
    def _get_index(self, batch, plans):
        """Return ``{vin or plate key: vehicles}`` with one query."""
        vins = [p.row.values["vin"] for p in plans if p.row.values.get("vin")]
        keys = [self._get_plate_key(p) for p in plans if p.row.values.get("plate")]
        domain = Domain("vin", "in", vins) | Domain("plate_key", "in", keys)
        domain &= Domain("company_id", "in", [batch.company_id.id, False])
        # what an earlier step made is known by the line of the file it came from
        made = batch.step_ids._get_created("garage.vehicle")
        domain &= Domain("id", "not in", made)
        vehicles = self.env["garage.vehicle"].search(domain)
        ids = defaultdict(list)
        for vehicle in vehicles:
            for key in (("vin", vehicle.vin), ("plate", vehicle.plate_key)):
                ids[key].append(vehicle.id)
        together = vehicles._prefetch_ids
        return {
            key: vehicles.browse(some).with_prefetch(together)
            for key, some in ids.items()
        }

    @api.model
    def _get_plate_key(self, plan):
        return license_plate.plate_key(plan.row.values.get("plate"))

    @api.model
    def _find(self, plan, index, lines):
        """Find the vehicle of a row; says why where it cannot be one."""
        vin, plate = plan.row.values.get("vin"), self._get_plate_key(plan)
        own = [key for key in (("vin", vin), ("plate", plate)) if key[1]]
        earlier = next((lines[key] for key in own if key in lines), None)
        if earlier:
            plan.what = "same"
            plan.reason = self.env._("As on line %(line)s", line=earlier)
            return
        lines.update(dict.fromkeys(own, plan.row.line))
        found = index.get(("vin", vin)) if vin else None
        found = found or (index.get(("plate", plate)) if plate else None)
        if not found:
            return
        if len(found) > 1:
            self._refuse_twins(plan, found)
        elif vin and found.vin and found.vin != vin:
            self._refuse_other_vin(plan, found)
        plan.record = found

    @api.model
    def _refuse_twins(self, plan, found):
        plan.what = "bad"
        plan.reason = self.env._(
            "Two vehicles have this plate: %(names)s. Merge them or add the VIN.",
            names=", ".join(found.mapped("display_name")),
        )

    @api.model
    def _refuse_other_vin(self, plan, found):
        plan.what = "bad"
        plan.reason = self.env._(
            "%(vehicle)s has this plate and another VIN (%(vin)s). Correct one of"
            " them.",
            vehicle=found.display_name,
            vin=found.vin,
        )

    @api.model
    def _plan_owners(self, batch, plans):
        """Plan the customers of the rows that name one."""
        named = [plan for plan in plans if plan.row.values.get("name")]
        owners = [Plan(plan.row) for plan in named]
        self.env["garage.import.customer"]._match(batch, owners)
        made = batch.step_ids._get_owners()
        for plan, owner in zip(named, owners, strict=True):
            owner.vals.pop("comment", None)
            plan.owner = owner
            if owner.what == "new" and plan.row.line in made:
                owner.what = "same"
                owner.record = self.env["res.partner"].browse(made[plan.row.line])

    @api.model
    def _write_owners(self, batch, plans):
        owners = [plan.owner for plan in plans if plan.owner]
        # whose first line needed no vehicle, that customer comes with the next one
        first = [one.record for one in owners if isinstance(one.record, Plan)]
        late = [one for one in first if one.what == "new"]
        todo = list(dict.fromkeys([*late, *owners]))
        self.env["garage.import.customer"]._write_planned(batch, todo)
        made = [one for one in todo if one.what == "new"]
        batch._get_step().owners = {one.row.line: one.record.id for one in made}
        for one in made:
            one.what = "same"
        for plan in plans:
            if plan.owner and not plan.owner.record:
                batch._refuse(plan, plan.owner.reason)
            elif plan.owner and plan.vals.pop("owner_id", None):
                plan.vals["owner_id"] = plan.owner.record.id

    @api.model
    def _decide(self, batch, plan):
        values = plan.row.values
        vals = {name: values[name] for name in (*_FACTS, *_TEXTS) if values.get(name)}
        plan.make = (values.get("make"), values.get("model"))
        if plan.record:
            self._decide_known(batch, plan, vals)
            return
        plan.what = "new"
        plan.vals = {**vals, **self._prepare_identity(batch, values)}
        if plan.owner:
            plan.vals["owner_id"] = True

    @api.model
    def _prepare_identity(self, batch, values):
        vals = {"company_id": batch.company_id.id}
        vals["plate"] = values.get("plate") or False
        number = values.get("vin")
        if not number:
            return vals
        vals["vin"] = number
        if values.get("vin_is_frame_number"):
            vals["vin_is_frame_number"] = True
        elif vin_rules.check_digit_state(number) == "wrong":
            vals["vin_reason"] = self.env._("As in the imported file")
        return vals

    @api.model
    def _decide_known(self, batch, plan, vals):
        """A known vehicle gets what is missing; a person's word stays."""
        vehicle, values = plan.record, plan.row.values
        wanted = {
            name: value
            for name, value in vals.items()
            if self._is_wanted(batch, vehicle, name, value)
        }
        for name in ("vin", "plate"):
            if values.get(name) and not vehicle[name]:
                wanted[name] = values[name]
        if plan.owner and not vehicle.owner_id:
            wanted["owner_id"] = True
        plan.vals = wanted
        plan.make = tuple(
            name if name and not vehicle[field] else None
            for name, field in zip(plan.make, ("make_id", "model_id"), strict=True)
        )
        changes = wanted or any(plan.make) or self._get_reading(plan)
        plan.what = "update" if changes else "same"

    @api.model
    def _is_wanted(self, batch, vehicle, name, value):
        if name in _TEXTS:
            return not vehicle[name]
        if vehicle._get_plain(name) == vehicle._get_wanted(name, value):
            return False
        return not vehicle[name] or (
            batch.overwrite and vehicle._may_fill(name, "import")
        )

    @api.model
    def _add_make(self, plan, names):
        """Name make and model by their records; each is looked up once."""
        make, model = plan.make
        known = plan.record.make_id if plan.record else None
        key = (make or (known and known.id), model)
        if key not in names:
            makes, models_ = self.env["garage.vehicle.make"], "garage.vehicle.model"
            found = makes._get_or_create(make) if make else known or makes
            names[key] = (found, self.env[models_]._get_or_create(found, model))
        found, found_model = names[key]
        if make and found:
            plan.vals["make_id"] = found.id
        if model and found_model:
            plan.vals["model_id"] = found_model.id

    @api.model
    def _get_reading(self, plan):
        """Return kilometres that the vehicle does not know yet, else None."""
        km = plan.row.values.get("odometer")
        known = plan.record.odometer_ids.mapped("value") if plan.record else []
        return km if km and km not in known else None

    @api.model
    def _add_readings(self, batch, plans):
        today = fields.Date.context_today(self)
        rows = []
        for plan in plans:
            km = self._get_reading(plan)
            if km:
                reading = Plan(plan.row)
                reading.vals = {
                    "vehicle_id": plan.record.id,
                    "value": km,
                    "date": plan.row.values.get("date") or today,
                    "source": "import",
                }
                rows.append(reading)
        batch._create_planned("garage.odometer.reading", rows)
