from odoo import api, fields, models
from odoo.exceptions import RedirectWarning, ValidationError

from ..clients import vin_library
from ..domain import vin as vin_rules


class GarageVehicle(models.Model):
    """The VIN of a vehicle: checked, read without network, unique in a company."""

    _inherit = "garage.vehicle"

    vin = fields.Char(string="VIN", tracking=True, copy=False)
    vin_tail = fields.Char(compute="_compute_vin_tail", store=True, precompute=True)
    vin_is_frame_number = fields.Boolean(
        string="Frame number, not a VIN",
        help="For trailers, old and agricultural vehicles: the number is not checked.",
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

    @api.constrains("vin", "vin_is_frame_number")
    def _check_vin(self):
        for vehicle in self.filtered("vin"):
            if vehicle.vin_is_frame_number:
                continue
            if vin_rules.problems(vehicle.vin):
                raise ValidationError(self._get_vin_error(vehicle.vin))

    @api.onchange("vin", "vin_is_frame_number", "first_registration")
    def _onchange_vin(self):
        """Fill what is empty and what the number says for certain."""
        self.vin = vin_rules.normalise(self.vin) or False
        facts = self._decode_own_vin()
        if not facts:
            return
        maker = facts.maker
        if not self.make_id and maker.certain:
            self.make_id = self.make_id._get_or_create(maker.value)
        if not self.model_id and self.make_id.name == maker.value:
            self.model_id = self.model_id._get_or_create(
                self.make_id, facts.model.value
            )
        if not self.model_year:
            registered = self.first_registration
            self.model_year = (facts.year.certain and facts.year.value) or (
                vin_rules.pick_year(
                    facts.year_candidates, registered.year if registered else None
                )
            )

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
    def _add_vin_facts(self, vals):
        """Return the values of a new vehicle with what its VIN says for certain."""
        if not vals.get("vin"):
            return vals
        names = ["vin", "vin_is_frame_number", "first_registration"]
        names += ["make_id", "model_id", "model_year"]
        draft = self.new({name: vals[name] for name in names if name in vals})
        draft._onchange_vin()
        found = {"make_id": draft.make_id.id, "model_id": draft.model_id.id}
        return {**vals, **found, "model_year": draft.model_year}

    @api.model
    def _decode(self, vin):
        today = fields.Date.context_today(self)
        return vin_rules.decode(vin, today.year, vin_library.maker_of)

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
            (env._("Model year"), self._get_year_text(decoded), decoded.year.certain),
            (env._("Maker registered in"), country.name, decoded.country.certain),
        ]
        return [
            {"label": label, "value": str(value), "certain": certain, "why": why}
            for label, value, certain in rows
            if value
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

    def _check_vin_free(self, vals_list):
        """Refuse a VIN that another vehicle of the company has, and lead there."""
        for vals in vals_list:
            vins = [vals["vin"]] if vals.get("vin") else self.mapped("vin")
            for vin in filter(None, vins):
                company = vals.get("company_id") or self[:1].company_id.id
                twin = self._search_vin(vin, [company or self.env.company.id]) - self
                if twin:
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
