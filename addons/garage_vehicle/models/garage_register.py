from datetime import timedelta

from odoo import api, fields, models

from ..clients.dvla import DvlaClient
from ..clients.rdw import RdwClient
from ..clients.register_http import RegisterError
from ..clients.vpic import VpicClient
from ..domain import license_plate
from ..domain import vin as vin_rules

CLIENTS = {"rdw": RdwClient, "dvla": DvlaClient, "vpic": VpicClient}
# What was not found may be registered tomorrow; a line may be back in minutes.
_FRESH = {
    "found": timedelta(days=7),
    "not_found": timedelta(days=1),
    "offline": timedelta(minutes=2),
}


class GarageRegister(models.Model):
    """A public register that answers for plates or VINs; never in the way."""

    _name = "garage.register"
    _description = "Vehicle register"
    _order = "sequence, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    provider = fields.Selection(
        [
            ("rdw", "RDW (Netherlands, by plate)"),
            ("dvla", "DVLA (Great Britain, by plate)"),
            ("vpic", "NHTSA vPIC (by VIN)"),
        ],
        required=True,
    )
    country_id = fields.Many2one(
        "res.country", help="Plates of this country are asked here."
    )
    asks_vin = fields.Boolean(compute="_compute_asks_vin")
    url = fields.Char(string="Address", help="Empty: the register's own address.")
    api_key = fields.Char(string="Key", groups="garage_base.group_garage_manager")
    is_simulator = fields.Boolean(
        string="Simulator", help="Answers are made up, to try everything."
    )
    answer_ids = fields.One2many("garage.register.answer", "register_id")

    @api.depends("provider")
    def _compute_asks_vin(self):
        for register in self:
            register.asks_vin = register.provider == "vpic"

    def action_view_answers(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Answers"),
            "res_model": "garage.register.answer",
            "view_mode": "list",
            "domain": [("register_id", "=", self.id)],
        }

    @api.model
    def _for_text(self, text, country=None):
        """Return the register and its key for a typed plate or VIN, or two Nones."""
        vin = vin_rules.normalise(text)
        if len(vin) == vin_rules.LENGTH and not vin_rules.problems(vin):
            return self.search([("provider", "=", "vpic")], limit=1), vin
        key = license_plate.plate_key(text)
        if not key or not country:
            return self.browse(), key
        domain = [("country_id", "=", country.id), ("provider", "!=", "vpic")]
        return self.search(domain, limit=1), key

    def _ask(self, key, fresh=False):
        """Return the answer for a key, from the cache while it is fresh.

        A register that does not answer in three seconds counts as offline; an older
        answer of it is kept and returned.
        """
        self.ensure_one()
        # The cache belongs to nobody; whoever may see vehicles may ask.
        answers = self.env["garage.register.answer"].sudo()
        known = answers._find(self, key)
        if known and not fresh and known._is_fresh(_FRESH[known.state]):
            return known
        try:
            facts = self._get_client().look_up(key)
        except RegisterError as error:
            return answers._store(self, key, "offline", problem=error.kind)
        if facts is None:
            return answers._store(self, key, "not_found")
        return answers._store(self, key, "found", facts.as_json())

    def _get_client(self):
        # The key is for managers; asking is for everyone.
        register = self.sudo()
        return CLIENTS[register.provider](register._get_url(), register.api_key)

    def _get_url(self):
        """Return the address to ask; add-ons that simulate registers change it."""
        return self.url
