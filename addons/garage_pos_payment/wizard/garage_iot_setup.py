import re

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..clients import box as box_client

STEPS = [
    ("box", "Box"),
    ("device", "Device"),
    ("parameters", "Settings"),
    ("receipts", "Counter"),
    ("test", "Test"),
    ("done", "Done"),
]
ORDER = [name for name, _label in STEPS]


class GarageIotSetup(models.TransientModel):
    """Sets up a terminal or printer on a box, one question at a time."""

    _name = "garage.iot.setup"
    _description = "Set up a device"

    step = fields.Selection(STEPS, required=True, default="box")
    box_id = fields.Many2one(
        "garage.iot.box", default=lambda self: self._default_box_id()
    )
    device_id = fields.Many2one("garage.iot.device", readonly=True)
    kind = fields.Selection(
        [
            ("terminal", "Card terminal"),
            ("printer", "Receipt printer"),
            ("display", "Customer display"),
            ("scanner", "Scanner"),
        ],
        default="terminal",
    )
    drivers = fields.Json(readonly=True)
    driver_id = fields.Many2one("garage.iot.setup.driver", string="Connection")
    doubts = fields.Char(related="driver_id.doubts")
    name = fields.Char()
    brand = fields.Char()
    model_name = fields.Char("Model")
    serial_number = fields.Char()
    merchant_number = fields.Char()
    settings = fields.Json()
    settings_driver = fields.Char(readonly=True)
    notice = fields.Char(readonly=True)
    config_id = fields.Many2one("pos.config", "Counter")
    method_id = fields.Many2one(
        "pos.payment.method",
        "Payment method",
        help="The button on the till that charges on this terminal. Empty: a new one "
        "is made.",
    )
    printer_id = fields.Many2one(
        "garage.iot.device", "Receipts print on", domain=[("kind", "=", "printer")]
    )
    test_ok = fields.Boolean(readonly=True)
    test_ms = fields.Integer("Round trip (ms)", readonly=True)
    test_text = fields.Char("Result", readonly=True)

    @api.model
    def _default_box_id(self):
        boxes = self.env["garage.iot.box"].search(
            [("company_id", "=", self.env.company.id)], limit=2
        )
        return boxes if len(boxes) == 1 else False

    def action_next(self):
        """Check the answers of this step and go to the next one, unless the form
        has something to say about them."""
        self.ensure_one()
        if getattr(self, f"_leave_{self.step}")():
            self.step = ORDER[ORDER.index(self.step) + 1]
        return self._reopen()

    def action_back(self):
        """Go to the step before."""
        self.ensure_one()
        self.step = ORDER[max(0, ORDER.index(self.step) - 1)]
        return self._reopen()

    def action_test(self):
        """Make a real round trip to the device and show its time."""
        self.ensure_one()
        try:
            result = self.device_id._try_out()
        except UserError as error:
            result = {"ok": False, "ms": 0, "text": str(error)}
        self.write(
            {
                "test_ok": result["ok"],
                "test_ms": result["ms"],
                "test_text": result["text"],
            }
        )
        self.env["garage.iot.operation"]._note(self.device_id, "test", result)
        return self._reopen()

    def _leave_box(self):
        if not self.box_id:
            raise UserError(self.env._("Choose the box that the device hangs on."))
        hello = self.box_id._call("GET", "/hello", timeout=3)
        self.box_id._check_version(hello)
        self.box_id._record_seen(hello.get("version"))
        self._load_drivers()
        return True

    def _load_drivers(self):
        """Ask the box which devices it can drive, and how."""
        self.drivers = self.box_id._call("GET", "/drivers", scopes=("read",))
        choices = self.env["garage.iot.setup.driver"]
        choices.search([("setup_id", "=", self.id)]).unlink()
        choices.create([self._prepare_driver(driver) for driver in self.drivers])

    def _prepare_driver(self, driver):
        name, doubts = self.env["garage.iot.texts"]._get_driver(driver)
        return {
            "setup_id": self.id,
            "code": driver["name"],
            "name": name,
            "kind": driver["kind"],
            "doubts": doubts,
        }

    def _get_driver(self):
        return next(one for one in self.drivers if one["name"] == self.driver_id.code)

    def _leave_device(self):
        if not self.name or not self.driver_id or self.driver_id.kind != self.kind:
            raise UserError(
                self.env._("Give the device a name and choose how it is connected.")
            )
        self._refuse_open_register()
        if self.settings_driver != self.driver_id.code:
            self.settings = self._prepare_settings(self._fetch_known())
            self.settings_driver = self.driver_id.code
        return True

    def _fetch_known(self):
        """What the box has of this device under the same driver; empty if nothing."""
        where = box_client.path("devices", self._get_identifier())
        try:
            known = self.box_id._ask("GET", where, scopes=("manage",))
        except (box_client.BoxAway, box_client.BoxRefused):
            return {}
        return known if known["driver"] == self.driver_id.code else {}

    def _refuse_open_register(self):
        """A terminal does not change under a till that is taking payments."""
        known = self._get_known_device()
        known._check_no_open_session()
        if self.config_id.current_session_id:
            raise UserError(
                self.env._(
                    "The register %(register)s is open. Close it first, then set up "
                    "the device.",
                    register=self.config_id.name,
                )
            )

    def _get_identifier(self):
        if self.device_id:
            return self.device_id.identifier
        plain = re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")
        return plain[:40] or self.kind

    def _get_known_device(self):
        found = self.box_id.with_context(active_test=False).device_ids
        return found.filtered(lambda one: one.identifier == self._get_identifier())

    def _leave_parameters(self):
        """Check all answers, then let the box check and keep them."""
        self._refuse_open_register()
        values, problems = self._read_settings()
        if problems:
            self._show_problems(problems.items())
            return False
        if not self._keep_on_box(self._prepare_box_device(values)):
            return False
        self._forget_secrets()
        vals = self._prepare_device(values)
        device = self.device_id or self._get_known_device()
        if device:
            device.write(vals)
        else:
            device = self.env["garage.iot.device"].create(vals)
        self.device_id = device
        self.test_ok = False
        self.test_text = False
        self._write_merchant()
        self.env["garage.iot.operation"]._note(
            device, "setup", {"text": f"{self.driver_id.name}, {vals['address']}"}
        )
        return True

    def _prepare_box_device(self, values):
        address = {name: v for name, v in values.items() if "." not in name}
        return {
            "kind": self.kind,
            "name": self.name,
            "driver": self.driver_id.code,
            **address,
            "parameters": {
                name.split(".", 1)[1]: value
                for name, value in values.items()
                if "." in name
            },
        }

    def _prepare_device(self, values):
        address = [str(v) for name, v in values.items() if "." not in name]
        return {
            "box_id": self.box_id.id,
            "identifier": self._get_identifier(),
            "name": self.name,
            "kind": self.kind,
            "brand": self.brand,
            "model_name": self.model_name,
            "serial_number": self.serial_number,
            "driver": self.driver_id.code,
            "address": ":".join(address),
        }

    def _write_merchant(self):
        company = self.box_id.company_id
        mine = self.device_id.merchant_ids.filtered(lambda m: m.company_id == company)
        if not self.merchant_number:
            return
        if mine:
            mine.number = self.merchant_number
        else:
            self.env["garage.iot.merchant"].create(
                {
                    "device_id": self.device_id.id,
                    "company_id": company.id,
                    "number": self.merchant_number,
                }
            )

    def _leave_test(self):
        if not self.test_ok:
            raise UserError(
                self.env._(
                    "The device has not answered yet. Press Test now, or go back and "
                    "check its settings."
                )
            )
        return True

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Set up a device"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
