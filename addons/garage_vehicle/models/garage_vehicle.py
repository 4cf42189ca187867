from odoo import api, fields, models

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
    make_id = fields.Many2one("garage.vehicle.make", index="btree_not_null")
    model_id = fields.Many2one(
        "garage.vehicle.model",
        domain="[('make_id', '=?', make_id)]",
        index="btree_not_null",
    )
    variant = fields.Char()
    model_year = fields.Integer(string="Model year")
    engine_code = fields.Char(string="Engine code")
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
    first_registration = fields.Date(string="First registration")
    color = fields.Char(string="Colour")
    owner_id = fields.Many2one(
        "res.partner", string="Customer", index=True, tracking=True, check_company=True
    )
    owner_phone = fields.Char(related="owner_id.phone", string="Phone", readonly=False)
    driver_id = fields.Many2one(
        "res.partner", index="btree_not_null", check_company=True
    )
    bill_to_id = fields.Many2one(
        "res.partner",
        string="Bill to",
        index="btree_not_null",
        check_company=True,
        help="Leave empty when the customer pays.",
    )
    fleet_number = fields.Char(string="Fleet number", index="trigram")
    alert_note = fields.Text(
        string="Alert", help="Shown wherever this vehicle is chosen.", tracking=True
    )
    note = fields.Html()
    inspection_due = fields.Date(string="Inspection due", tracking=True)
    event_ids = fields.One2many("garage.vehicle.event", "vehicle_id", string="History")
    event_count = fields.Integer(compute="_compute_event_count")
    last_visit = fields.Datetime(string="Last visit", compute="_compute_last_visit")
    photo = fields.Image(max_width=1024, max_height=1024)
    title = fields.Char(compute="_compute_title")

    _year_check = models.Constraint(
        "CHECK (model_year = 0 OR model_year BETWEEN 1885 AND 2100)",
        "The model year has four digits, for example 2016.",
    )
    _power_check = models.Constraint(
        "CHECK (power_kw >= 0)", "The power cannot be negative."
    )

    @api.depends("event_ids")
    def _compute_event_count(self):
        counts = dict(
            self.env["garage.vehicle.event"]._read_group(
                [("vehicle_id", "in", self.ids)], ["vehicle_id"], ["__count"]
            )
        )
        for vehicle in self:
            vehicle.event_count = counts.get(vehicle._origin, 0)

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
            vehicle.last_visit = dates.get(vehicle._origin)

    @api.depends("make_id.name", "model_id.name", "variant", "model_year")
    def _compute_title(self):
        for vehicle in self:
            vehicle.title = vehicle._get_long_title()

    @api.depends("plate", "vin", "make_id.name", "model_id.name")
    def _compute_display_name(self):
        for vehicle in self:
            parts = [vehicle.plate or vehicle.vin or "", vehicle._get_title()]
            vehicle.display_name = " ".join(part for part in parts if part)

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
        vals_list = self._add_vin_facts(vals_list)
        vehicles = super().create(vals_list)
        vehicles._open_ownership()
        return vehicles

    def write(self, vals):
        vals = self._normalise_vals(vals)
        if vals.keys() & {"vin", "company_id"} or vals.get("active"):
            self._check_vin_free([vals])
        changed = [name for name in ROLE_FIELDS if name in vals]
        owners = {vehicle: vehicle.owner_id for vehicle in self} if changed else {}
        facts = self._get_changed_facts(vals)
        result = super().write(vals)
        self._note_sources(facts)
        if vals.get("vin"):
            self._follow_vin()
        for vehicle, owner in owners.items():
            vehicle._follow_ownership(changed)
            if owner and vehicle.owner_id != owner:
                vehicle._on_owner_changed(owner)
        return result

    def copy_data(self, default=None):
        """A copy is another vehicle of the same kind: plate and VIN stay behind."""
        default = {"plate": False, **(default or {})}
        return super().copy_data(default)

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

    def _get_long_title(self):
        """Return make, model, variant and year, for example "VW Golf 1.4 TSI 2016"."""
        parts = [self._get_title(), self.variant, self.model_year or ""]
        return " ".join(str(part) for part in parts if part)

    def _get_bill_to(self):
        """Return who pays for work on this vehicle."""
        self.ensure_one()
        return self.bill_to_id or self.owner_id

    def _add_event(
        self, kind, name, date=None, record=None, amount=0.0, odometer=0, details=None
    ):
        """Write one line into the history; called when something really happened."""
        self.ensure_one()
        self.check_access("read")
        event = self._for_history().create(
            {
                "vehicle_id": self.id,
                "kind": kind,
                "name": name,
                "date": date or fields.Datetime.now(),
                "res_model": record._name if record else False,
                "res_id": record.id if record else False,
                "amount": amount,
                "odometer": odometer or 0,
                "details": details or False,
            }
        )
        return event.with_env(self.env)

    @api.model
    def _for_history(self):
        """Return the history so that a line can be added.

        Nobody may type into it. Reached by the steps that make history, each of which
        has asked for its own rights; the line names who took the step.
        """
        return self.env["garage.vehicle.event"].sudo()
