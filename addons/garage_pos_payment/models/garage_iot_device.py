from odoo import api, fields, models
from odoo.exceptions import UserError

LOCKED_FIELDS = {"box_id", "identifier", "kind", "active"}
KINDS = ("terminal", "printer", "display", "scanner")


class GarageIotDevice(models.Model):
    """A terminal, printer, display or scanner that hangs on a box."""

    _name = "garage.iot.device"
    _inherit = ["pos.load.mixin"]
    _description = "Box device"
    _order = "kind, name"

    name = fields.Char(required=True)
    box_id = fields.Many2one(
        "garage.iot.box", required=True, ondelete="cascade", index=True
    )
    identifier = fields.Char(
        required=True, help="The name of the device in the configuration of the box"
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

    def _register(self, box, found):
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
