from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date

# An inspection that is due within these days is worth asking about.
_LOOK_AHEAD = timedelta(days=60)
_ASK_AGAIN = timedelta(days=6)
#: facts of a register and the field that keeps them, in the order of the form
FACTS = {
    "make": "make_id",
    "model": "model_id",
    "variant": "variant",
    "model_year": "model_year",
    "first_registration": "first_registration",
    "fuel": "fuel",
    "power_kw": "power_kw",
    "color": "color",
    "inspection_due": "inspection_due",
}


class GarageVehicle(models.Model):
    """What public registers know: it fills gaps, a person's word stays."""

    _inherit = "garage.vehicle"

    # {"source": name, "asked": day, "facts": {...}} of the newest answer
    register_data = fields.Json(copy=False)
    register_checked_on = fields.Date(copy=False)
    register_text = fields.Char(string="Register", compute="_compute_register_text")
    register_other = fields.Char(
        string="Register says", compute="_compute_register_text"
    )

    @api.depends("register_data", *FACTS.values())
    def _compute_register_text(self):
        for vehicle in self:
            data = vehicle.register_data or {}
            vehicle.register_text = vehicle._get_register_text(data)
            vehicle.register_other = vehicle._get_register_other(data)

    @api.model_create_multi
    def create(self, vals_list):
        """A new vehicle takes over what its register said while it was typed."""
        vehicles = super().create(vals_list)
        vehicles._apply_known_answers()
        return vehicles

    @api.model
    def ask_registers(self, text, country_code=False):
        """Ask the register that knows a typed plate or VIN; for the screens.

        Returns ``state`` none (no register for it), found, not_found or offline,
        with a text to show and, when found, the facts. Waits three seconds at most.
        """
        countries = self.env["res.country"]
        if country_code:
            country = countries.search([("code", "=", country_code)], limit=1)
        else:
            prefer = self.env.company.country_id
            country = self._guess_country(text or "", prefer, fallback=False)
        register, key = self.env["garage.register"]._for_text(text or "", country)
        if not register:
            return {"state": "none", "text": ""}
        answer = register._ask(key)
        self._search_registered(answer)._apply_answer(answer)
        return self._prepare_answer(answer)

    @api.model
    def _cron_ask_registers(self, most=300):
        """Ask again where an inspection or recall may have changed; a week at most.

        The first register without an answer ends the run: it is offline.
        """
        registers = self.env["garage.register"].search([("provider", "!=", "vpic")])
        soon = fields.Date.today() + _LOOK_AHEAD
        domain = [
            ("plate", "!=", False),
            ("plate_country_id", "in", registers.country_id.ids),
            ("register_checked_on", "<", fields.Date.today() - _ASK_AGAIN),
        ]
        unknown = [*domain[:2], ("register_checked_on", "=", False)]
        due = [*domain, ("inspection_due", "<", soon)]
        vehicles = self.search(due, limit=most, order="inspection_due")
        vehicles |= self.search(unknown, limit=most - len(vehicles))
        for vehicle in vehicles:
            answer = vehicle._ask_own_register()
            if answer and answer.problem:
                return
            vehicle.register_checked_on = fields.Date.today()
            if answer:
                vehicle._apply_answer(answer)
            if not self.env["ir.cron"]._commit_progress(1):
                return

    def action_ask_register(self):
        """Ask again now, and say what came of it."""
        self.ensure_one()
        answer = self._ask_own_register(fresh=True)
        if not answer:
            text = self.env._("No register is set up for this plate or VIN.")
            return self._notify_register(text, "warning")
        self._apply_answer(answer)
        found = answer.state == "found" and not answer.problem
        text = self._prepare_answer(answer)["text"]
        return self._notify_register(text, "success" if found else "warning")

    def _ask_own_register(self, fresh=False):
        """Return the answer for the plate, else for the VIN; nothing without both."""
        self.ensure_one()
        registers = self.env["garage.register"]
        for text in (self.plate, self.vin):
            register, key = registers._for_text(text or "", self.plate_country_id)
            if register and key:
                return register._ask(key, fresh=fresh)
        return None

    def _notify_register(self, text, kind):
        reload = {"type": "ir.actions.client", "tag": "soft_reload"}
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"message": text, "type": kind, "next": reload},
        }

    @api.model
    def _prepare_answer(self, answer):
        """Return an answer as plain values for the screens."""
        source, facts = answer._get_source(), answer.facts or {}
        said = ", ".join(row["value"] for row in self._get_fact_rows(facts))
        texts = {
            "found": f"{source}: {said}",
            "not_found": self.env._("%s does not know this number.", source),
            "offline": self.env._("%s does not answer. Type on.", source),
        }
        return {
            "state": answer.state,
            "text": texts[answer.state],
            "source": source,
            "simulator": answer.register_id.is_simulator,
            "make": facts.get("make", ""),
            "model": facts.get("model", ""),
            "facts": self._get_fact_rows(facts),
        }

    @api.model
    def _get_fact_rows(self, facts):
        rows = [
            {"label": self._fields[name]._description_string(self.env), "value": text}
            for fact, name in FACTS.items()
            if (text := self._get_fact_text(fact, facts.get(fact)))
        ]
        calls = [row for row in facts.get("recalls", []) if row["open"]]
        if calls:
            label = self.env._("Open recall")
            text = calls[0]["text"] or calls[0]["code"]
            rows.append({"label": label, "value": f"{label}: {text}"})
        return rows

    @api.model
    def _get_fact_text(self, fact, value):
        """Return a fact as people read it."""
        if not value:
            return ""
        if fact == "fuel":
            return dict(self._fields["fuel"]._description_selection(self.env))[value]
        if fact == "power_kw":
            return f"{value} kW"
        if fact == "inspection_due":
            return self.env._("inspection %s", format_date(self.env, value))
        if fact == "first_registration":
            return format_date(self.env, value)
        return str(value)

    # --------------------------------------------------------------- taking over

    @api.model
    def _search_registered(self, answer):
        """Return vehicles that were saved before the answer came."""
        name = "vin" if answer.register_id.provider == "vpic" else "plate_key"
        domain = [(name, "=", answer.key), ("register_data", "=", False)]
        return self.search(
            [*domain, ("company_id", "in", [self.env.company.id, False])]
        )

    def _apply_known_answers(self):
        """Take over cached answers without asking anybody."""
        keys = [key for row in self for key in (row.plate_key, row.vin) if key]
        # The cache holds public facts; the new vehicle is the user's own.
        answers = self.env["garage.register.answer"].sudo()
        found = answers.search([("key", "in", keys), ("state", "=", "found")])
        by_key = {answer.key: answer for answer in found}
        for vehicle in self if by_key else ():
            answer = by_key.get(vehicle.plate_key) or by_key.get(vehicle.vin)
            if answer and vehicle._is_of(answer.register_id):
                vehicle._apply_answer(answer)

    def _is_of(self, register):
        country = register.country_id
        return not country or country == self.plate_country_id

    def _apply_answer(self, answer):
        """Fill what nobody better said; note what was said, when and by whom."""
        if answer.state != "found":
            return
        for vehicle in self:
            vehicle._fill_register_facts(answer.facts)
            vehicle.register_data = {
                "source": answer._get_source(),
                "asked": fields.Date.to_string(answer.asked_at),
                "facts": answer.facts,
            }

    def _fill_register_facts(self, facts):
        """Make first: a model of another make than ours is none of this vehicle."""
        make = self.make_id._get_or_create(facts.get("make"))
        self._fill_facts({"make_id": make.id}, "register")
        vals = {
            name: facts[fact]
            for fact, name in FACTS.items()
            if fact in facts and name not in ("make_id", "model_id")
        }
        if make == self.make_id:
            model = self.model_id._get_or_create(make, facts.get("model"))
            vals["model_id"] = model.id
        self._fill_facts(vals, "register")

    @api.model
    def _is_same(self, one, other):
        return (one or "").casefold() == (other or "").casefold()

    # ----------------------------------------------------------------- showing it

    def _get_register_text(self, data):
        """Return which register was asked, and when."""
        if not data:
            return False
        date = format_date(self.env, data["asked"])
        return f"{data['source']}, {date}"

    def _get_register_other(self, data):
        """Return where the register and a person differ; the person's word counts."""
        rows = []
        for fact, name in FACTS.items():
            value = (data.get("facts") or {}).get(fact)
            own = self[name].name if name in ("make_id", "model_id") else self[name]
            if own and value and not self._is_same(str(own), str(value)):
                label = self._fields[name]._description_string(self.env)
                rows.append(f"{label} {self._get_fact_text(fact, value)}")
        return ", ".join(rows) or False
