import time

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..clients import box as box_client
from ..domain import token

#: version of the box's API that this add-on speaks (iot/garage_iot)
BOX_API = 1
CONNECTION_FIELDS = {"url", "identifier", "secret", "active", "is_simulator"}


class GarageIotBox(models.Model):
    """The small computer at the counter that drives terminals and printers."""

    _name = "garage.iot.box"
    _inherit = ["pos.load.mixin"]
    _description = "Box"
    _order = "name"

    name = fields.Char(required=True, help="Where it stands, e.g. Counter 1")
    identifier = fields.Char(
        required=True, copy=False, help="The name of the box in its own configuration"
    )
    url = fields.Char(
        string="Address",
        required=True,
        help="As the till's browser reaches it, e.g. http://192.168.1.40:8169",
    )
    secret = fields.Char(groups="base.group_system", copy=False)
    is_simulator = fields.Boolean(
        string="Simulator", help="No real money moves: everything is played by software"
    )
    state = fields.Selection(
        [("new", "Never seen"), ("online", "Connected"), ("offline", "Not reached")],
        default="new",
        readonly=True,
        copy=False,
    )
    version = fields.Char(readonly=True, copy=False)
    last_seen = fields.Datetime(readonly=True, copy=False)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    device_ids = fields.One2many("garage.iot.device", "box_id", string="Devices")

    _identifier_uniq = models.Constraint(
        "unique(identifier, company_id)", "This box is already registered."
    )

    @api.model
    def _load_pos_data_domain(self, data, config):
        return [("company_id", "=", config.company_id.id)]

    @api.model
    def _load_pos_data_fields(self, config):
        return ["name", "identifier", "url", "is_simulator", "write_date"]

    def write(self, vals):
        if CONNECTION_FIELDS & vals.keys():
            # a box for training charges nobody; it gets new keys when it is set up
            boxes = self.filtered(lambda box: not box.is_simulator)
            boxes.device_ids._check_no_open_session()
        return super().write(vals)

    def action_test_connection(self):
        """Ask the box for a sign of life and remember the answer."""
        self.ensure_one()
        answer = self._call("GET", "/hello", timeout=3)
        self._record_seen(answer.get("version"))
        self._check_version(answer)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "%(box)s answers (version %(version)s).",
                    box=self.name,
                    version=self.version or "?",
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _check_version(self, answer):
        """Refuse a box that speaks another version of the protocol, with the step
        that mends it."""
        if answer.get("api") == BOX_API:
            return
        raise UserError(
            self.env._(
                "%(box)s speaks version %(theirs)s of the protocol, this server "
                "%(ours)s. Update whichever is older: on the box pip install "
                "--upgrade garage-iot, here the add-on.",
                box=self.name,
                theirs=answer.get("api") or "?",
                ours=BOX_API,
            )
        )

    def action_fetch_devices(self):
        """Register the devices that the box says it has."""
        self.ensure_one()
        devices = self._call("GET", "/devices", timeout=5, scopes=("read",))
        self.device_ids._register_found(self, devices)
        self._record_seen(self.version)
        return True

    def _call(self, method, path, timeout=5, scopes=None, body=None):
        """Call the box from the server; failures become a sentence for the user."""
        try:
            return self._ask(method, path, timeout, scopes, body)
        except box_client.BoxRefused as refusal:
            raise UserError(self._refused_text(refusal)) from refusal
        except box_client.BoxAway as error:
            raise UserError(self._away_text()) from error

    def _refused_text(self, refusal):
        reason = self.env["garage.iot.texts"]._get_refusal(refusal)
        return self.env._("%(box)s refused: %(reason)s", box=self.name, reason=reason)

    def _away_text(self):
        return self.env._(
            "%(box)s does not answer at %(url)s. Check that it is switched on and that "
            "the address and the secret are right.",
            box=self.name,
            url=self.url,
        )

    def _ask(self, method, path, timeout=5, scopes=None, body=None):
        """Call the box from the server.

        :raises BoxAway: no answer; BoxRefused: with the box's own words.
        """
        self.ensure_one()
        return box_client.call(
            self.url,
            method,
            path,
            token=self._mint_token(0, scopes) if scopes else "",
            timeout=timeout,
            body=body,
        )

    def _record_seen(self, version):
        """Note a sign of life. Cashiers report it, hence the sudo."""
        self.sudo().write(
            {
                "state": "online",
                "version": version or False,
                "last_seen": fields.Datetime.now(),
            }
        )

    def _mint_token(self, config_id, scopes):
        """Sign a token. Reached by cashiers of this company only, through their
        session; they never see the secret itself."""
        self.ensure_one()
        secret = self.sudo().secret
        if not secret:
            raise UserError(
                self.env._(
                    "%(box)s has no secret. Copy it from the box into its settings.",
                    box=self.name,
                )
            )
        expires = int(time.time()) + token.LIFETIME_SECONDS
        return token.mint(
            secret,
            token.claims(
                self.identifier, config_id, self._user_label(), scopes, expires
            ),
        )

    def _has_secret(self):
        """Tell whether tokens can be made; cashiers never see the secret."""
        return bool(self.sudo().secret)

    def _user_label(self):
        return f"{self.env.user.name} ({self.env.user.id})"
