from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class GarageVehicle(models.Model):
    """What an adviser should know and do when the vehicle comes in."""

    _inherit = "garage.vehicle"

    has_alert = fields.Boolean(compute="_compute_has_alert")
    warning_list = fields.Json(string="Warnings", compute="_compute_warning_list")

    @api.depends("alert_note")
    def _compute_has_alert(self):
        for vehicle in self:
            vehicle.has_alert = bool((vehicle.alert_note or "").strip())

    @api.depends(
        "alert_note", "inspection_due", "owner_id", "plate_key", "odometer_ids.accepted"
    )
    def _compute_warning_list(self):
        for vehicle in self:
            vehicle.warning_list = vehicle._get_warnings() or False

    @api.model
    def get_intake(self, vehicle_id):
        """Return everything the intake screen shows about a vehicle."""
        vehicle = self.browse(vehicle_id)
        vehicle.check_access("read")
        return {
            "vehicle": vehicle._prepare_intake_vehicle(),
            "owner": vehicle._prepare_intake_owner(),
            "odometer": {
                "last": vehicle.odometer or 0,
                "expected": vehicle._get_expected_odometer() or 0,
            },
            "warnings": vehicle._get_warnings(),
            "proposals": vehicle._get_proposals(),
        }

    @api.model
    def create_from_intake(self, values):
        """Create a vehicle, and its customer where needed, and return its id."""
        owner = self._get_intake_owner(values)
        vehicle = self.create(self._prepare_intake_vals(values, owner))
        if values.get("odometer"):
            vehicle._add_odometer(int(values["odometer"]), "intake")
        return vehicle.id

    def _get_warnings(self):
        """Return what must be known before work starts, worst first.

        Rows are ``{"code", "level": "danger|warning|info", "text", "why"}``.
        """
        self.ensure_one()
        looked_up = [
            self._get_odometer_warning(),
            self._get_plate_warning(),
            self._get_lookalike_warning(),
        ]
        return self._get_own_warnings() + [row for row in looked_up if row]

    def _get_proposals(self):
        """Return work to offer: ``{"code", "kind", "text", "amount", "res_id"}``."""
        self.ensure_one()
        return []

    def _get_own_warnings(self):
        """Return the warnings that need nothing but the vehicle itself."""
        self.ensure_one()
        rows = [self._get_alert_warning(), self._get_inspection_warning()]
        return [row for row in rows if row]

    def _get_alert_warning(self):
        if not self.has_alert:
            return None
        return {
            "code": "alert",
            "level": "danger",
            "text": self.alert_note.strip(),
            "why": self.env._("Somebody wrote this alert on the vehicle."),
        }

    def _get_inspection_warning(self):
        today = fields.Date.context_today(self)
        if not self.inspection_due or self.inspection_due >= today:
            return None
        date = format_date(self.env, self.inspection_due)
        return {
            "code": "inspection_expired",
            "level": "warning",
            "text": self.env._("Inspection expired on %(date)s", date=date),
            "why": self.env._("The inspection date on the vehicle lies in the past."),
        }

    def _get_odometer_warning(self):
        """Tell of a reading that cannot be right until somebody gives a reason."""
        doubtful = self.odometer_ids.filtered(lambda reading: not reading.accepted)[:1]
        if not doubtful:
            return None
        return {
            "code": "odometer",
            "level": "warning",
            "text": self.env._(
                "Odometer %(km)s km on %(date)s cannot be right",
                km=f"{doubtful.value:,}",
                date=format_date(self.env, doubtful.date),
            ),
            "why": self.env._(
                "%(why)s Correct the reading or write the reason behind it.",
                why=doubtful.flag_text or "",
            ),
        }

    def _get_plate_warning(self):
        """Two vehicles may share a plate for a while, but somebody should know."""
        if not self.plate_key:
            return None
        domain = [
            ("plate_key", "=", self.plate_key),
            ("id", "!=", self._origin.id),
            ("company_id", "in", [self.company_id.id, False]),
        ]
        twins = self.search(domain, limit=3)
        if not twins:
            return None
        names = ", ".join(twin.display_name for twin in twins)
        return {
            "code": "plate_twin",
            "level": "warning",
            "text": self.env._("Also with this plate: %(vehicles)s", vehicles=names),
            "why": self.env._(
                "Plates move to other vehicles, and some are written alike. Check that"
                " this is the right one, and archive the one that is gone."
            ),
        }

    def _get_lookalike_warning(self):
        """Before a new vehicle is saved: offer those whose plate is easily misread."""
        if self._origin or not self.plate_lookalike:
            return None
        domain = [
            ("plate_lookalike", "=", self.plate_lookalike),
            ("plate_key", "!=", self.plate_key),
            ("company_id", "in", [self.company_id.id, False]),
        ]
        alike = self.search(domain, limit=3)
        if not alike:
            return None
        names = ", ".join(vehicle.display_name for vehicle in alike)
        return {
            "code": "plate_lookalike",
            "level": "info",
            "text": self.env._("Looks like this plate: %(vehicles)s", vehicles=names),
            "why": self.env._(
                "O and 0, I and 1, B and 8 are easily misread. Check that the vehicle"
                " is not here already."
            ),
        }

    def _prepare_intake_vehicle(self):
        return {
            **self._prepare_box_row(),
            "make": self.make_id.name or "",
            "model": self.model_id.name or "",
            "variant": self.variant or "",
            "model_year": self.model_year or 0,
            "fuel": self.fuel or "",
            "alert_note": self.alert_note or "",
            "inspection_due": str(self.inspection_due)
            if self.inspection_due
            else False,
        }

    def _prepare_intake_owner(self):
        owner, payer = self.owner_id, self._get_bill_to()
        return {
            "id": owner.id or False,
            "name": owner.display_name or "",
            "phone": owner.phone or "",
            "email": owner.email or "",
            "bill_to_id": payer.id or False,
            "bill_to": payer.display_name or "",
        }

    @api.model
    def _get_intake_owner(self, values):
        """Return the chosen customer or a new one; name and phone are enough."""
        if values.get("owner_id"):
            return self.env["res.partner"].browse(int(values["owner_id"])).exists()
        name = (values.get("owner_name") or "").strip()
        if not name:
            if values.get("owner_phone") or values.get("owner_email"):
                raise UserError(self.env._("Type the customer's name as well."))
            return self.env["res.partner"]
        return self.env["res.partner"].create(
            {
                "name": name,
                "phone": (values.get("owner_phone") or "").strip(),
                "email": (values.get("owner_email") or "").strip(),
                "company_id": False,
            }
        )

    @api.model
    def _prepare_intake_vals(self, values, owner):
        plate, vin = values.get("plate") or "", values.get("vin") or ""
        if not plate.strip() and not vin.strip():
            raise UserError(self.env._("Type the plate or the VIN of the vehicle."))
        country = self._get_intake_country(plate, values.get("plate_country"))
        make = self.make_id._get_or_create(values.get("make"))
        model = self.model_id._get_or_create(make, values.get("model"))
        return {
            "plate": plate,
            "plate_country_id": country.id,
            "vin": vin,
            "vin_reason": values.get("vin_reason") or False,
            "vin_is_frame_number": bool(values.get("vin_is_frame_number")),
            "make_id": make.id,
            "model_id": model.id,
            "model_year": values.get("model_year") or 0,
            "owner_id": owner.id,
        }

    @api.model
    def _get_intake_country(self, plate, code):
        """Return the country that was named, else the one the plate fits."""
        countries = self.env["res.country"]
        if code:
            return countries.search([("code", "=", code.upper())], limit=1)
        prefer = self.env.company.country_id
        return self._guess_country(plate, prefer, fallback=False)
