import hmac
import logging
import secrets
from pathlib import Path

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.modules.module import get_module_path

from ..domain import handlers, pairing

_logger = logging.getLogger(__name__)
IOT = Path(__file__).resolve().parents[3] / "iot"


class GarageIotBox(models.Model):
    """A box that is an Odoo IoT box: it pairs, and takes its handlers from here."""

    _inherit = "garage.iot.box"

    pairing_token = fields.Char(groups="base.group_system", copy=False)
    pairing_text = fields.Char(
        "Server for the Odoo IoT box",
        compute="_compute_pairing_text",
        groups="base.group_system",
        help="Paste it on the page of the Odoo IoT box where it asks for its server",
    )
    bus_channel = fields.Char(groups="base.group_system", copy=False)
    serial = fields.Char(
        "Serial number", readonly=True, copy=False, help="Of the paired Odoo IoT box"
    )
    seen_from = fields.Char(groups="base.group_system", copy=False)
    reported_address = fields.Char(readonly=True, copy=False)
    certificate_end = fields.Char("Certificate until", readonly=True, copy=False)

    @api.depends("pairing_token")
    def _compute_pairing_text(self):
        for box in self:
            token = box.pairing_token
            box.pairing_text = token and pairing.connection(
                box.get_base_url(), self.env.cr.dbname, token
            )

    def action_pair(self):
        """Make a new token for an Odoo IoT box; the one before counts no longer."""
        self.ensure_one()
        if not self.env.user.has_group("base.group_system"):
            raise AccessError(self.env._("Only an administrator may pair a box."))
        token = secrets.token_urlsafe(32)
        self.write(
            {
                "pairing_token": token,
                "secret": pairing.api_secret(token),
                "bus_channel": f"garage_iot_{secrets.token_urlsafe(24)}",
                "serial": False,
                "seen_from": False,
            }
        )
        return True

    @api.model
    def _pair(self, body, seen_from):
        """Return the box whose token this message shows, none when there is none.

        The first box that shows it owns it; boxes of archived records are gone.

        :raises UserError: the message is none of a box.
        """
        setup = self._read(pairing.setup, body)
        # Reached by the public route of a box: what it shows is compared in here and
        # nothing of the records is answered.
        for box in self.sudo().search([("pairing_token", "!=", False)]):
            token = box.pairing_token
            same = hmac.compare_digest(token.encode(), setup.token.encode())
            if same and box.serial in (False, setup.serial):
                box._take_setup(setup, seen_from)
                return box
        return self.browse()

    @api.model
    def _read(self, reader, *arguments):
        """Read what came over the wire; faults become the sentence for the answer."""
        try:
            return reader(*arguments)
        except pairing.BadMessageError as error:
            raise UserError(str(error)) from error

    def _take_setup(self, setup, seen_from):
        """Keep what a box that proved itself says about itself and its devices."""
        self.write({"serial": setup.serial, "seen_from": seen_from})
        self._record_seen(setup.version)
        self._take_address(setup)
        self.device_ids._register_found(
            self,
            [
                {"id": device.identifier, "name": device.name, "kind": device.kind}
                for device in setup.devices
            ],
        )

    def _take_address(self, setup):
        """Follow a box that moved, unless a person has given it an address of its own
        or a till is open: the next report comes with the next start."""
        by_hand = self.reported_address and self.reported_address != self.url
        if by_hand or self.url == setup.url:
            return
        try:
            self.write({"url": setup.url, "reported_address": setup.url})
        except UserError as refusal:
            _logger.warning("Box %s stays at %s: %s", self.name, self.url, refusal)

    @api.model
    def _paired(self, serial, seen_from):
        """Return the box with this serial number that calls from where it last
        proved itself: all calls but the first come without the token."""
        if serial is not None and not pairing.is_text(serial):
            return self.browse()
        where = [("seen_from", "=", seen_from), ("pairing_token", "!=", False)]
        if serial is not None:
            where.append(("serial", "=", serial))
        # Reached by the public routes of a box, which answer nothing of the record.
        return self.sudo().search(where, limit=1)

    @api.model
    def _take_answer(self, body, seen_from):
        """Take the answer to a message of the bus: a sign of life."""
        serial = self._read(pairing.named, body, "iot_box_identifier")[0]
        box = self._paired(serial, seen_from)
        if box:
            box._record_seen(box.version)
        return box

    @api.model
    def _take_certificate(self, body, seen_from):
        """Keep until when the box's certificate is valid."""
        names = ("identifier", "ssl_certificate_end_date")
        serial, end = self._read(pairing.named, body, *names)
        box = self._paired(serial, seen_from)
        box.certificate_end = end
        return box

    @api.model
    def _take_log(self, body, seen_from):
        """Take lines of the box's log into the server's."""
        serial, lines = self._read(pairing.log_lines, body)
        box = self._paired(serial, seen_from)
        if box:
            for line in lines:
                _logger.info("box %s: %s", box.identifier, line)
        return box

    def _handlers(self):
        """Return the zip for this box and its ETag.

        :raises FileNotFoundError: this server was installed without the box's code.
        """
        self.ensure_one()
        names = pairing.host_names(self.url.split("://")[-1].rsplit(":", 1)[0])
        settings = {
            "box": self.identifier,
            "origins": [self.get_base_url()],
            "hosts": names,
            "currency": self.company_id.currency_id.name,
        }
        stock = Path(get_module_path("iot_drivers") or ".", "iot_handlers")
        return handlers.build(IOT, stock, settings)
