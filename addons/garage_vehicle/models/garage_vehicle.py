from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..domain import license_plate
from ..domain import odometer as odometer_rules
from ..domain import vin as vin_rules
from ..domain.odometer import Reading

ROLE_FIELDS = {"owner_id": "owner", "driver_id": "driver", "bill_to_id": "bill_to"}


class GarageVehicle(models.Model):
    """A customer's vehicle with its whole history in this garage."""

    _name = "garage.vehicle"
    _description = "Vehicle"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_names_search = ["plate", "plate_key", "vin", "owner_id.complete_name"]
    _check_company_auto = True

    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", default=lambda self: self.env.company, index=True
    )
    plate = fields.Char(tracking=True)
    plate_key = fields.Char(compute="_compute_plate_key", store=True, precompute=True)
    plate_lookalike = fields.Char(
        compute="_compute_plate_key", store=True, precompute=True
    )
    plate_country_id = fields.Many2one(
        "res.country",
        string="Country of the plate",
        default=lambda self: self.env.company.country_id,
    )
    plate_country_code = fields.Char(related="plate_country_id.code")
    vin = fields.Char(string="VIN", tracking=True, copy=False)
    vin_tail = fields.Char(compute="_compute_vin_tail", store=True, precompute=True)
    vin_is_frame_number = fields.Boolean(
        string="Frame number, not a VIN",
        help="For trailers, old and agricultural vehicles: the number is not checked.",
    )
    make_id = fields.Many2one("garage.vehicle.make", index="btree_not_null")
    model_id = fields.Many2one(
        "garage.vehicle.model",
        domain="[('make_id', '=?', make_id)]",
        index="btree_not_null",
    )
    variant = fields.Char()
    model_year = fields.Integer()
    engine_code = fields.Char()
    fuel = fields.Selection(
        [
            ("petrol", "Petrol"),
            ("diesel", "Diesel"),
            ("electric", "Electric"),
            ("hybrid", "Hybrid"),
            ("plugin_hybrid", "Plug-in hybrid"),
            ("lpg", "LPG"),
            ("cng", "CNG"),
            ("hydrogen", "Hydrogen"),
            ("other", "Other"),
        ]
    )
    power_kw = fields.Integer(string="Power (kW)")
    first_registration = fields.Date()
    color = fields.Char(string="Colour")
    owner_id = fields.Many2one(
        "res.partner", string="Customer", index=True, tracking=True, check_company=True
    )
    owner_phone = fields.Char(related="owner_id.phone", string="Customer's phone")
    driver_id = fields.Many2one(
        "res.partner", string="Driver", index="btree_not_null", check_company=True
    )
    bill_to_id = fields.Many2one(
        "res.partner",
        string="Bill to",
        index="btree_not_null",
        check_company=True,
        help="Leave empty when the customer pays.",
    )
    fleet_number = fields.Char(index="btree_not_null")
    alert_note = fields.Text(
        string="Alert", help="Shown wherever this vehicle is chosen.", tracking=True
    )
    note = fields.Html()
    inspection_due = fields.Date(string="Inspection due", tracking=True)
    odometer = fields.Integer(
        string="Odometer (km)", compute="_compute_odometer", store=True
    )
    odometer_date = fields.Date(compute="_compute_odometer", store=True)
    odometer_ids = fields.One2many("garage.odometer.reading", "vehicle_id")
    event_ids = fields.One2many("garage.vehicle.event", "vehicle_id")
    last_visit = fields.Datetime(compute="_compute_last_visit")
    ownership_ids = fields.One2many("garage.vehicle.ownership", "vehicle_id")
    image_128 = fields.Image("Photo", max_width=512, max_height=512)

    _vin_uniq = models.UniqueIndex(
        "(vin, COALESCE(company_id, 0)) WHERE active IS TRUE AND vin IS NOT NULL",
        "A vehicle with this VIN exists already.",
    )
    _plate_key_idx = models.Index("(plate_key varchar_pattern_ops)")
    _lookalike_idx = models.Index("(plate_lookalike)")
    _vin_idx = models.Index("(vin varchar_pattern_ops) WHERE vin IS NOT NULL")
    _vin_tail_idx = models.Index("(vin_tail) WHERE vin_tail IS NOT NULL")
    _year_check = models.Constraint(
        "CHECK (model_year = 0 OR model_year BETWEEN 1885 AND 2100)",
        "The model year has four digits, for example 2016.",
    )
    _power_check = models.Constraint(
        "CHECK (power_kw >= 0)", "The power cannot be negative."
    )

    @api.depends("plate")
    def _compute_plate_key(self):
        for vehicle in self:
            vehicle.plate_key = license_plate.plate_key(vehicle.plate) or False
            vehicle.plate_lookalike = (
                license_plate.lookalike_key(vehicle.plate) or False
            )

    @api.depends("vin")
    def _compute_vin_tail(self):
        for vehicle in self:
            vehicle.vin_tail = vehicle.vin[-6:] if vehicle.vin else False

    @api.depends("odometer_ids.value", "odometer_ids.date", "odometer_ids.accepted")
    def _compute_odometer(self):
        for vehicle in self:
            latest = vehicle.odometer_ids.filtered("accepted").sorted(
                lambda reading: (reading.date, reading.value)
            )[-1:]
            vehicle.odometer = latest.value
            vehicle.odometer_date = latest.date

    @api.depends("event_ids.date")
    def _compute_last_visit(self):
        dates = dict(
            self.env["garage.vehicle.event"]._read_group(
                [("vehicle_id", "in", self.ids), ("kind", "=", "visit")],
                ["vehicle_id"],
                ["date:max"],
            )
        )
        for vehicle in self:
            vehicle.last_visit = dates.get(vehicle)

    @api.depends("plate", "vin", "make_id.name", "model_id.name")
    def _compute_display_name(self):
        for vehicle in self:
            parts = [vehicle.plate or vehicle.vin or "", vehicle._get_title()]
            vehicle.display_name = " ".join(part for part in parts if part)

    @api.onchange("plate")
    def _onchange_plate(self):
        if self.plate:
            self.plate_country_id = self._guess_country(
                self.plate, self.plate_country_id
            )
            self.plate = self._normalise_plate(self.plate, self.plate_country_id)

    @api.onchange("plate_country_id")
    def _onchange_plate_country_id(self):
        if self.plate:
            self.plate = self._normalise_plate(self.plate, self.plate_country_id)

    @api.onchange("model_id")
    def _onchange_model_id(self):
        if self.model_id:
            self.make_id = self.model_id.make_id

    @api.onchange("make_id")
    def _onchange_make_id(self):
        if self.model_id and self.model_id.make_id != self.make_id:
            self.model_id = False

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._normalise_vals(self._add_country(v)) for v in vals_list]
        self._check_vin_free(vals_list)
        vehicles = super().create(vals_list)
        for vehicle in vehicles:
            vehicle._follow_ownership(ROLE_FIELDS)
        return vehicles

    def write(self, vals):
        vals = self._normalise_vals(vals)
        if vals.keys() & {"vin", "company_id"} or vals.get("active"):
            self._check_vin_free([vals])
        changed = [name for name in ROLE_FIELDS if name in vals]
        result = super().write(vals)
        for vehicle in self:
            vehicle._follow_ownership(changed)
        return result

    def copy_data(self, default=None):
        """A copy is another vehicle of the same kind: plate and VIN stay behind."""
        default = {"plate": False, **(default or {})}
        return super().copy_data(default)

    def action_view_odometer(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "garage_vehicle.garage_odometer_reading_action"
        )
        return {
            **action,
            "domain": [("vehicle_id", "=", self.id)],
            "context": {"default_vehicle_id": self.id},
        }

    def action_view_history(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "garage_vehicle.garage_vehicle_event_action"
        )
        return {**action, "domain": [("vehicle_id", "=", self.id)], "context": {}}

    def _get_title(self):
        """Return make and model, for example "Volkswagen Golf"."""
        names = [self.make_id.name, self.model_id.name]
        return " ".join(name for name in names if name)

    def _get_bill_to(self):
        """Return who pays for work on this vehicle."""
        self.ensure_one()
        return self.bill_to_id or self.owner_id

    def _add_event(self, kind, name, date=None, record=None, amount=0.0, odometer=0):
        """Write one line into the history; called when something really happened."""
        self.ensure_one()
        return self.env["garage.vehicle.event"].create(
            {
                "vehicle_id": self.id,
                "kind": kind,
                "name": name,
                "date": date or fields.Datetime.now(),
                "res_model": record._name if record else False,
                "res_id": record.id if record else False,
                "amount": amount,
                "odometer": odometer or 0,
            }
        )

    def _add_odometer(self, value, source, reason=None):
        """Store a reading of today; an implausible one is flagged, never hidden."""
        self.ensure_one()
        return self.env["garage.odometer.reading"].create(
            {
                "vehicle_id": self.id,
                "value": value,
                "source": source,
                "reason": reason or False,
            }
        )

    @api.model
    def _normalise_vals(self, vals):
        """Return the values with plate and VIN in the form that we store."""
        vals = dict(vals)
        if vals.get("plate"):
            country = vals.get("plate_country_id", self[:1].plate_country_id.id)
            country = self.env["res.country"].browse(country or [])
            vals["plate"] = self._normalise_plate(vals["plate"], country)
        elif "plate" in vals:
            vals["plate"] = False
        if "vin" in vals:
            vals["vin"] = vin_rules.normalise(vals["vin"]) or False
        return vals

    @api.model
    def _normalise_plate(self, plate, country):
        """Return how the plate is written in its country."""
        try:
            parsed = license_plate.parse(plate, country.code)
        except license_plate.PlateError as error:
            raise UserError(self._get_plate_error(plate, error.code)) from error
        return parsed.display

    @api.model
    def _add_country(self, vals):
        """Return the values with the country that the plate shows, if it does."""
        if "plate_country_id" in vals or not vals.get("plate"):
            return vals
        prefer = self.env.company.country_id
        country = self._guess_country(vals["plate"], prefer, fallback=False)
        return {**vals, "plate_country_id": country.id}

    @api.model
    def _guess_country(self, plate, prefer, fallback=True):
        """Return the country whose pattern fits the plate, the preferred one first."""
        code = license_plate.guess_country(plate, prefer.code)
        if not code:
            return prefer if fallback else prefer.browse()
        if code == prefer.code:
            return prefer
        return prefer.search([("code", "=", code)], limit=1)

    def _get_plate_error(self, plate, code):
        if code == "too_long":
            return self.env._(
                "“%(plate)s…” is too long for a plate. Type only the plate, at most"
                " %(length)s letters and digits.",
                plate=plate[:20],
                length=license_plate.MAX_LENGTH,
            )
        return self.env._(
            "“%(plate)s” has no letters or digits. Type the plate as it stands on the"
            " vehicle, or leave it empty.",
            plate=plate[:20],
        )

    def _follow_ownership(self, field_names):
        """Close the dated roles that ended and open those that begin."""
        for name in field_names:
            self.ownership_ids._change(self, ROLE_FIELDS[name], self[name])

    def _get_expected_odometer(self, day=None):
        """Return the kilometres to expect on a day, None without readings."""
        day = day or fields.Date.context_today(self)
        return odometer_rules.predict(self._get_readings(), day)

    def _check_odometer(self, value, day):
        """Return the verdict of the odometer rules on a new reading."""
        return odometer_rules.check(self._get_readings(), Reading(day, value))

    def _get_readings(self):
        rows = self.odometer_ids.filtered("accepted")
        return [Reading(row.date, row.value) for row in rows]

    @api.model
    def _get_plate_domain(self, text):
        """Return the domain of vehicles whose plate begins like the typed text."""
        key = license_plate.plate_key(text)
        return Domain("plate_key", "=like", f"{key}%") if key else Domain.FALSE
