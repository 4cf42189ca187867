import time

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..clients import box as box_client

LOCKED_FIELDS = {"box_id", "identifier", "kind", "active"}
KINDS = ("terminal", "printer", "display", "scanner")


class GarageIotDevice(models.Model):
    """A terminal, printer, display or scanner that hangs on a box."""

    _name = "garage.iot.device"
    _inherit = ["mail.thread", "pos.load.mixin"]
    _description = "Box device"
    _order = "kind, name"

    name = fields.Char(required=True, tracking=True)
    box_id = fields.Many2one(
        "garage.iot.box", required=True, ondelete="cascade", index=True, tracking=True
    )
    identifier = fields.Char(
        required=True,
        tracking=True,
        help="The name of the device in the configuration of the box",
    )
    brand = fields.Char(tracking=True)
    model_name = fields.Char("Model", tracking=True)
    serial_number = fields.Char(tracking=True)
    driver = fields.Char(readonly=True, tracking=True)
    address = fields.Char(
        readonly=True, tracking=True, help="Where the box reaches it, as set up"
    )
    merchant_ids = fields.One2many(
        "garage.iot.merchant",
        "device_id",
        string="Merchant numbers",
        help="Companies that take money on this terminal, each with its own number",
    )
    operation_ids = fields.One2many(
        "garage.iot.operation", "device_id", string="Service", readonly=True
    )
    kind = fields.Selection(
        [
            ("terminal", "Card terminal"),
            ("printer", "Receipt printer"),
            ("display", "Customer display"),
            ("scanner", "Scanner"),
        ],
        required=True,
    )
    is_simulator = fields.Boolean(related="box_id.is_simulator")
    company_id = fields.Many2one(related="box_id.company_id", store=True)
    active = fields.Boolean(default=True)
    payment_method_ids = fields.One2many(
        "pos.payment.method", "garage_device_id", string="Payment methods"
    )
    config_ids = fields.One2many("pos.config", "garage_printer_id", string="Prints for")
    charging_config_ids = fields.Many2many(
        "pos.config",
        string="Terminal of",
        compute="_compute_charging_config_ids",
        help="Registers with a payment method that charges here",
    )

    _identifier_uniq = models.Constraint(
        "unique(box_id, identifier)", "The box already has a device of this name."
    )

    @api.model
    def _load_pos_data_domain(self, data, config):
        return [("company_id", "=", config.company_id.id)]

    @api.model
    def _load_pos_data_fields(self, config):
        return ["name", "identifier", "kind", "box_id", "write_date"]

    @api.depends("name", "box_id.name")
    def _compute_display_name(self):
        for device in self:
            device.display_name = f"{device.name} ({device.box_id.name})"

    @api.depends("payment_method_ids.config_ids")
    def _compute_charging_config_ids(self):
        for device in self:
            device.charging_config_ids = device.payment_method_ids.config_ids

    def write(self, vals):
        if LOCKED_FIELDS & vals.keys():
            self._check_no_open_session()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_in_use(self):
        self._check_no_open_session()

    def _check_no_open_session(self):
        """Refuse to swap a terminal under a till that is taking payments."""
        sessions = (
            self.payment_method_ids.config_ids | self.config_ids
        ).current_session_id
        if sessions:
            raise UserError(
                self.env._(
                    "The register %(register)s is open. Close it first, then change "
                    "the device.",
                    register=", ".join(sessions.config_id.mapped("name")),
                )
            )

    def _try_out(self):
        """Let the device do what it is for: a terminal answers, a printer prints a
        page, a display shows its name. Return ``ok``, ``ms`` and ``text``."""
        begun = time.monotonic()
        if self.kind == "printer":
            result = self._print_test_page()
        elif self.kind == "display":
            result = self._show_name()
        else:
            result = self._test()
        return {"ms": round((time.monotonic() - begun) * 1000), **result}

    def _test(self):
        """Make a real round trip and return ``ok``, ``ms`` and ``text``."""
        self.ensure_one()
        begun = time.monotonic()
        if self.kind == "terminal":
            where = box_client.path("terminals", self.identifier, "test")
            answer = self.box_id._call("POST", where, 30, ("read",), {})
            return {key: answer[key] for key in ("ok", "ms", "text")}
        if self.kind == "printer":
            where = box_client.path("printers", self.identifier, "status")
            answer = self.box_id._call("GET", where, 15, ("print",))
            text = answer["message"]
        else:
            answer = self._find_on_box()
            text = answer["detail"]
        return {
            "ok": answer["state"] in ("ready", "warning", "busy"),
            "ms": round((time.monotonic() - begun) * 1000),
            "text": text,
        }

    def _find_on_box(self):
        """Return the state of this device as the box lists it."""
        for one in self.box_id._call("GET", "/devices", scopes=("read",)):
            if one["id"] == self.identifier:
                return one
        raise UserError(
            self.env._(
                "%(box)s does not know %(device)s. Set it up again.",
                box=self.box_id.name,
                device=self.name,
            )
        )

    def _show_name(self):
        where = box_client.path("display", self.identifier)
        body = {"lines": [self.name, self.box_id.name]}
        answer = self.box_id._call("POST", where, 15, ("print",), body)
        if answer["state"] == "shown":
            return {
                "ok": True,
                "text": self.env._("Sent. The display must show its name now: look."),
            }
        return {"ok": False, "text": self.env._("The display does not answer.")}

    def action_change(self):
        """Open the set-up of this device, filled with what it has now."""
        self.ensure_one()
        self.check_access("write")
        wizard = self.env["garage.iot.setup"].create(self._prepare_change())
        wizard._load_drivers()
        where = box_client.path("devices", self.identifier)
        known = self.box_id._call("GET", where, scopes=("manage",))
        wizard.driver_id = self.env["garage.iot.setup.driver"].search(
            [("setup_id", "=", wizard.id), ("code", "=", known["driver"])]
        )
        return wizard._reopen()

    def _prepare_change(self):
        company = self.box_id.company_id
        own = self.merchant_ids.filtered(lambda one: one.company_id == company)
        config = (self.charging_config_ids | self.config_ids)[:1]
        methods = self.payment_method_ids & config.payment_method_ids
        return {
            "step": "device",
            "box_id": self.box_id.id,
            "device_id": self.id,
            "kind": self.kind,
            "name": self.name,
            "brand": self.brand,
            "model_name": self.model_name,
            "serial_number": self.serial_number,
            "merchant_number": own.number,
            "config_id": config.id,
            "method_id": methods[:1].id,
            "printer_id": config.garage_printer_id.id,
        }

    def action_service(self):
        """Open the service functions of this device."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Service: %(device)s", device=self.name),
            "res_model": "garage.iot.service",
            "view_mode": "form",
            "target": "new",
            "context": {"default_device_id": self.id},
        }

    def action_payments(self):
        """Show the last 50 payments as the box has them."""
        self.ensure_one()
        self.env["garage.iot.service"]._fetch_payments(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Last payments: %(device)s", device=self.name),
            "res_model": "garage.iot.payment",
            "view_mode": "list",
            "target": "current",
            "domain": [("device_id", "=", self.id), ("create_uid", "=", self.env.uid)],
        }

    def _register_found(self, box, found):
        """Create what is new among the devices that ``box`` reports."""
        known = set(box.device_ids.mapped("identifier"))
        return self.create(
            [
                {
                    "box_id": box.id,
                    "identifier": device["id"],
                    "name": device.get("name") or device["id"],
                    "kind": device["kind"],
                    "driver": device.get("driver"),
                }
                for device in found
                if device["id"] not in known and device.get("kind") in KINDS
            ]
        )
