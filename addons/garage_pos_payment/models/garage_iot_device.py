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
    default_config_ids = fields.One2many(
        "pos.config", "garage_terminal_id", string="Terminal of"
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

    def _test(self):
        """Make a real round trip and return ``ok``, ``ms`` and ``text``."""
        self.ensure_one()
        begun = time.monotonic()
        if self.kind == "terminal":
            where = box_client.path("terminals", self.identifier, "test")
            answer = self.box_id._call("POST", where, 30, ("read",), {})
            return {key: answer[key] for key in ("ok", "ms", "text")}
        where = box_client.path("printers", self.identifier, "status")
        answer = self.box_id._call("GET", where, 15, ("print",))
        return {
            "ok": answer.get("state") in ("ready", "warning", "busy"),
            "ms": round((time.monotonic() - begun) * 1000),
            "text": answer.get("message") or answer.get("state", ""),
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
                }
                for device in found
                if device["id"] not in known and device.get("kind") in KINDS
            ]
        )
