import hashlib
from datetime import datetime, time

from odoo import api, models

from .garage_import_run import Plan


class GarageImportHistory(models.AbstractModel):
    """Past visits of a file: onto the vehicle's history, each once."""

    _name = "garage.import.history"
    _description = "Import of past visits"

    @api.model
    def _plan(self, batch, plans):
        vehicles = self.env["garage.import.vehicle"]
        index = vehicles._get_index(batch, plans)
        for plan in plans:
            self._find(plan, index)
        found = [plan for plan in plans if not plan.what]
        for plan in found:
            plan.vals = self._prepare_event(plan)
        self._skip_known(found)

    @api.model
    def _apply(self, batch, plans):
        wanted = [plan for plan in plans if plan.what == "new"]
        vehicles = {plan: plan.record for plan in wanted}
        batch._create_planned("garage.vehicle.event", wanted)
        done = [plan for plan in wanted if plan.what == "new"]
        self._add_readings(batch, [(plan, vehicles[plan]) for plan in done])

    @api.model
    def _find(self, plan, index):
        values = plan.row.values
        plate = self.env["garage.import.vehicle"]._get_plate_key(plan)
        found = index.get(("vin", values.get("vin"))) if values.get("vin") else None
        found = found or (index.get(("plate", plate)) if plate else None)
        if not found:
            plan.what = "bad"
            plan.reason = self.env._(
                "There is no vehicle %(name)s. Import the vehicles first.",
                name=values.get("plate") or values.get("vin"),
            )
        elif len(found) > 1:
            self.env["garage.import.vehicle"]._refuse_twins(plan, found)
        plan.record = found

    @api.model
    def _prepare_event(self, plan):
        values = plan.row.values
        parts = [values.get("number"), values.get("text")]
        name = ": ".join(str(part) for part in parts if part)
        return {
            "vehicle_id": plan.record.id,
            "kind": "visit",
            "name": name or self.env._("Visit"),
            "date": datetime.combine(values["date"], time(12)),
            "amount": values.get("amount") or 0.0,
            "odometer": values.get("odometer") or 0,
            "user_id": False,
            "import_key": self._get_key(values),
        }

    @api.model
    def _get_key(self, values):
        """Return what makes a visit the same one when a file is imported again."""
        names = ("date", "number", "text", "odometer", "amount")
        text = "|".join(str(values.get(name) or "") for name in names)
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    @api.model
    def _skip_known(self, plans):
        ids = [plan.record.id for plan in plans]
        known = self.env["garage.vehicle.event"]._read_group(
            [("vehicle_id", "in", ids), ("import_key", "!=", False)],
            ["vehicle_id", "import_key"],
        )
        seen = {(vehicle.id, key) for vehicle, key in known}
        for plan in plans:
            key = (plan.record.id, plan.vals["import_key"])
            plan.what = "same" if key in seen else "new"
            seen.add(key)

    @api.model
    def _add_readings(self, batch, pairs):
        """Note what the odometer showed at each visit, once per day and value."""
        vehicles = self.env["garage.vehicle"].concat(*(one for _plan, one in pairs))
        rows = self.env["garage.odometer.reading"].search_fetch(
            [("vehicle_id", "in", vehicles.ids)], ["vehicle_id", "date", "value"]
        )
        known = {(row.vehicle_id.id, row.date, row.value) for row in rows}
        readings = []
        for plan, vehicle in pairs:
            values = plan.row.values
            key = (vehicle.id, values["date"], values.get("odometer"))
            if not values.get("odometer") or key in known:
                continue
            known.add(key)
            reading = Plan(plan.row)
            reading.vals = {
                "vehicle_id": vehicle.id,
                "value": values["odometer"],
                "date": values["date"],
                "source": "import",
            }
            readings.append(reading)
        batch._create_planned("garage.odometer.reading", readings)
