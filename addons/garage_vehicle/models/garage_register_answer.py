from odoo import api, fields, models


class GarageRegisterAnswer(models.Model):
    """What a register said about a plate or VIN, kept so that it is asked once."""

    _name = "garage.register.answer"
    _description = "Answer of a vehicle register"
    _order = "asked_at desc, id desc"
    _rec_name = "key"

    register_id = fields.Many2one("garage.register", required=True, ondelete="cascade")
    key = fields.Char(string="Plate or VIN", required=True)
    state = fields.Selection(
        [
            ("found", "Found"),
            ("not_found", "Not found"),
            ("offline", "No answer"),
        ],
        required=True,
    )
    asked_at = fields.Datetime(string="Asked on", required=True)
    facts = fields.Json()
    problem = fields.Char(help="Why there was no answer.")

    _key_uniq = models.UniqueIndex(
        "(register_id, key)", "The register was asked for this plate already."
    )
    _key_idx = models.Index("(key)")

    @api.model
    def _find(self, register, key):
        return self.search([("register_id", "=", register.id), ("key", "=", key)])

    @api.model
    def _store(self, register, key, state, facts=None, problem=False):
        """Keep an answer; no answer never replaces what was known."""
        known = self._find(register, key)
        if state == "offline" and known.state == "found":
            known.problem = problem
            return known
        vals = {
            "state": state,
            "asked_at": fields.Datetime.now(),
            "facts": facts or False,
            "problem": problem,
        }
        if known:
            known.write(vals)
            return known
        return self.create({"register_id": register.id, "key": key, **vals})

    def _is_fresh(self, age):
        self.ensure_one()
        return self.asked_at + age > fields.Datetime.now()

    def _get_source(self):
        """Return the name to show beside facts, a simulator is called so."""
        register = self.register_id
        if register.is_simulator:
            return self.env._("%s (simulator)", register.name)
        return register.name
