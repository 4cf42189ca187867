from odoo import api, fields, models
from odoo.exceptions import RedirectWarning, ValidationError

from ..clients import vin_library
from ..domain import fact_sources
from ..domain import vin as vin_rules
from .garage_vehicle_facts import FACT_FIELDS


class GarageVehicle(models.Model):
    """The VIN of a vehicle: checked, read without network, unique in a company."""

    _inherit = "garage.vehicle"

    vin = fields.Char(string="VIN", tracking=True, copy=False)
    vin_tail = fields.Char(compute="_compute_vin_tail", store=True, precompute=True)
    vin_is_frame_number = fields.Boolean(
        string="Frame number, not a VIN",
        help="For trailers, old and agricultural vehicles: the number is not checked.",
    )

    vin_check_wrong = fields.Boolean(compute="_compute_vin_check_wrong")
    vin_reason = fields.Char(
        string="Why the check digit differs",
        help="American numbers carry a check digit. Before 1981 and on grey imports"
        " it may not fit: say why the number is right all the same.",
        copy=False,
    )

    _vin_uniq = models.UniqueIndex(
        "(vin, COALESCE(company_id, 0)) WHERE active IS TRUE AND vin IS NOT NULL",
        "A vehicle with this VIN exists already.",
    )
    _vin_idx = models.Index("(vin varchar_pattern_ops) WHERE vin IS NOT NULL")
    _vin_tail_idx = models.Index("(vin_tail) WHERE vin_tail IS NOT NULL")

    @api.depends("vin")
    def _compute_vin_tail(self):
        for vehicle in self:
            vehicle.vin_tail = vehicle.vin[-6:] if vehicle.vin else False

    @api.depends("vin", "vin_is_frame_number")
    def _compute_vin_check_wrong(self):
        for vehicle in self:
            vin = vin_rules.normalise(vehicle.vin)
            vehicle.vin_check_wrong = (
                not vehicle.vin_is_frame_number
                and not vin_rules.problems(vin)
                and vin_rules.check_digit_state(vin) == "wrong"
            )

    @api.constrains("vin", "vin_is_frame_number", "vin_reason")
    def _check_vin(self):
        for vehicle in self.filtered("vin"):
            if vehicle.vin_is_frame_number:
                continue
            if vin_rules.problems(vehicle.vin):
                raise ValidationError(self._get_vin_error(vehicle.vin))
            if vehicle.vin_check_wrong and not (vehicle.vin_reason or "").strip():
                raise ValidationError(self._get_check_digit_error(vehicle.vin))

    @api.onchange("vin", "vin_is_frame_number", "first_registration")
    def _onchange_vin(self):
        """Fill what is empty, or was read from the number before."""
        self.vin = vin_rules.normalise(self.vin) or False
        said = {
            name: value
            for name, value in self._get_vin_vals().items()
            if self._may_fill(name, "vin")
        }
        for name, value in said.items():
            self[name] = value
        sources = {**(self.fact_sources or {}), **dict.fromkeys(said, "vin")}
        self.fact_sources = sources or False

    @api.model
    def decode_vin(self, text):
        """Say what a typed number is: ``state`` is empty, wrong or ok.

        Each fact is ``{"label", "value", "certain"}``; ``suggestion`` mends I, O, Q.
        """
        vin = vin_rules.normalise(text)
        if not vin:
            return {"state": "empty", "facts": []}
        if vin_rules.problems(vin):
            return {
                "state": "wrong",
                "vin": vin,
                "error": self._get_vin_hint(vin),
                "suggestion": vin_rules.suggestion(vin),
                "facts": [],
            }
        decoded = self._decode(vin)
        twin = self._search_vin(vin, self.env.company.ids)
        return {
            "state": "ok",
            "vin": vin,
            "facts": self._get_vin_facts(decoded),
            "check_digit": decoded.check_digit,
            "duplicate": {"id": twin.id, "name": twin.display_name} if twin else False,
        }

    @api.model
    def _add_vin_facts(self, vals_list):
        """Return the values of new vehicles with what their VIN says for certain,
        and where each fact comes from."""
        source = self.env.context.get("garage_source", fact_sources.MANUAL)
        known = {}
        return [self._add_own_vin_facts(vals, source, known) for vals in vals_list]

    @api.model
    def _add_own_vin_facts(self, vals, source, makes):
        said = self._get_said(vals, makes) if vals.get("vin") else {}
        known = {name: vals[name] for name in FACT_FIELDS if vals.get(name)}
        if known.get("make_id", said.get("make_id")) != said.get("make_id"):
            said.pop("model_id", None)
        filled = {**said, **known}
        sources = {
            name: self._get_source(value, said.get(name), source)
            for name, value in filled.items()
        }
        return {**vals, **filled, "fact_sources": fact_sources.note({}, sources)}

    @api.model
    def _get_said(self, vals, makes):
        """Return what a new vehicle's VIN says, as values."""
        vin = vals["vin"]
        if vals.get("vin_is_frame_number") or vin_rules.problems(vin):
            return {}
        registered = fields.Date.to_date(vals.get("first_registration"))
        return self._get_decoded_vals(self._decode(vin), registered, makes)

    def _get_vin_vals(self):
        """Return what the vehicle's VIN says for certain, as values."""
        facts = self._decode_own_vin()
        if not facts:
            return {}
        vals = self._get_decoded_vals(facts, self.first_registration, {})
        if self.make_id and self.make_id.id != vals.get("make_id"):
            known = (self.fact_sources or {}).get("make_id")
            if not fact_sources.may_replace(self.make_id.id, known, "vin"):
                vals.pop("model_id", None)
        return vals

    @api.model
    def _get_decoded_vals(self, decoded, registered, makes):
        """Return make, model, year and what else is certain, as values.

        :param makes: makes and models found so far, so that a batch asks once
        """
        vals = self._get_decoded_make(decoded, makes) if decoded.maker.certain else {}
        year = decoded.year.value if decoded.year.certain else None
        vals["model_year"] = year or vin_rules.pick_year(
            decoded.year_candidates, registered.year if registered else None
        )
        vals.update({name: fact.value for name, fact in decoded.details.items()})
        names = self._fields
        return {name: value for name, value in vals.items() if value and name in names}

    @api.model
    def _get_decoded_make(self, decoded, makes):
        maker = decoded.maker.value
        model = decoded.model.value if decoded.model.certain else None
        if (maker, model) not in makes:
            make = self.make_id._get_or_create(maker)
            found = self.model_id._get_or_create(make, model)
            makes[maker, model] = {"make_id": make.id, "model_id": found.id}
        return dict(makes[maker, model])

    def _follow_vin(self):
        """Fill what a new VIN says where nobody better said something else."""
        for vehicle in self:
            vehicle._fill_facts(vehicle._get_vin_vals(), "vin")

    @api.model
    def _decode(self, vin):
        today = fields.Date.context_today(self)
        return vin_rules.decode(
            vin, today.year, vin_library.maker_of, vin_library.details_of
        )

    def _decode_own_vin(self):
        """Return what the vehicle's VIN says, None without a proper one."""
        vin = vin_rules.normalise(self.vin)
        if not vin or self.vin_is_frame_number or vin_rules.problems(vin):
            return None
        return self._decode(vin)

    @api.model
    def _get_vin_facts(self, decoded):
        """Return the facts in the order in which the form shows them."""
        env = self.env
        why = env._("The number does not say this for certain.")
        country = env["res.country"].search([("code", "=", decoded.country.value)])
        rows = [
            (env._("Make"), decoded.maker.value, decoded.maker.certain),
            (env._("Model"), decoded.model.value, decoded.model.certain),
            *self._get_detail_rows(decoded),
            (env._("Model year"), self._get_year_text(decoded), decoded.year.certain),
            (env._("Maker registered in"), country.name, decoded.country.certain),
        ]
        return [
            {"label": label, "value": str(value), "certain": certain, "why": why}
            for label, value, certain in rows
            if value
        ]

    @api.model
    def _get_detail_rows(self, decoded):
        labels = {"engine_code": self.env._("Engine"), "body": self.env._("Body")}
        return [
            (labels[name], fact.value, fact.certain)
            for name, fact in decoded.details.items()
            if name in labels
        ]

    @api.model
    def _get_year_text(self, decoded):
        if decoded.year_candidates:
            text = self.env._(" or ")
            return text.join(map(str, decoded.year_candidates))
        return False if decoded.year_coded else self.env._("not in the VIN")

    @api.model
    def _get_vin_hint(self, vin):
        """Say shortly, beside the field, what is missing while somebody types."""
        if "alphabet" in vin_rules.problems(vin):
            return self.env._("A VIN never has I, O, Q or a sign.")
        return self.env._("%(count)s of 17 characters", count=len(vin))

    @api.model
    def _get_vin_error(self, vin):
        if "length" in vin_rules.problems(vin):
            return self.env._(
                "The VIN “%(vin)s” has %(count)s characters; a VIN has 17. Check it on"
                " the registration, or tick “Frame number, not a VIN”.",
                vin=vin[:30],
                count=len(vin),
            )
        return self.env._(
            "The VIN “%(vin)s” contains a character that no VIN has (I, O, Q or a"
            " sign). Usually it is a 1 or 0: correct it, or tick “Frame number, not a"
            " VIN”.",
            vin=vin[:30],
        )

    @api.model
    def _search_vin(self, vin, company_ids):
        companies = [*company_ids, False]
        return self.search(
            [("vin", "=", vin), ("company_id", "in", companies)], limit=1
        )

    @api.model
    def _get_check_digit_error(self, vin):
        return self.env._(
            "The check digit of the VIN %(vin)s does not fit, so one character is"
            " probably wrong. Compare it with the vehicle; if it is right, write why"
            " under “Why the check digit differs”.",
            vin=vin,
        )

    def _check_vin_free(self, vals_list):
        """Refuse a VIN that another vehicle of the company has, and lead there."""
        wanted = {}
        for vals in vals_list:
            vins = [vals["vin"]] if vals.get("vin") else self.mapped("vin")
            company = vals.get("company_id") or self[:1].company_id.id
            for vin in filter(None, vins):
                wanted[vin, company or self.env.company.id] = vin
        if not wanted:
            return
        companies = [company for _vin, company in wanted]
        twins = self.search(
            [
                ("vin", "in", list(wanted.values())),
                ("company_id", "in", [*companies, False]),
                ("id", "not in", self.ids),
            ]
        )
        for twin in twins:
            homes = [twin.company_id.id] if twin.company_id else companies
            if any((twin.vin, company) in wanted for company in homes):
                self._raise_vin_taken(twin)

    def _raise_vin_taken(self, twin):
        action = self.env.ref("garage_vehicle.garage_vehicle_action")
        raise RedirectWarning(
            self.env._(
                "The VIN %(vin)s belongs to %(vehicle)s already. Open that vehicle"
                " instead of making a second one.",
                vin=twin.vin,
                vehicle=twin.display_name,
            ),
            {
                **action._get_action_dict(),
                "views": [(False, "form")],
                "res_id": twin.id,
            },
            self.env._("Open the vehicle"),
        )
