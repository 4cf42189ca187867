from odoo import api, fields, models
from odoo.exceptions import ValidationError


class PosPaymentMethod(models.Model):
    _inherit = "pos.payment.method"

    garage_device_id = fields.Many2one(
        "garage.iot.device",
        string="Card terminal",
        domain="[('kind', '=', 'terminal'), ('company_id', '=', company_id)]",
        ondelete="restrict",
        copy=False,
    )

    garage_standalone = fields.Boolean(
        string="Stand-alone card terminal",
        help="The terminal hangs on no box: the cashier types the amount there and "
        "copies the number of the slip. Such payments wait to be matched.",
    )

    @api.constrains("use_payment_terminal", "garage_device_id")
    def _check_garage_device(self):
        for method in self:
            if method.use_payment_terminal != "garage_iot":
                continue
            if method.garage_device_id.kind != "terminal":
                raise ValidationError(
                    self.env._(
                        "Choose the card terminal that %(method)s charges on.",
                        method=method.name,
                    )
                )

    @api.constrains("garage_device_id", "company_id")
    def _check_garage_company(self):
        """A card charged for one company must not land on another one's account."""
        for method in self:
            device = method.garage_device_id
            if device and device.company_id != method.company_id:
                raise ValidationError(
                    self.env._(
                        "%(terminal)s belongs to %(owner)s. Where %(company)s shares "
                        "it, set it up on a box of %(company)s with its own number.",
                        terminal=device.name,
                        owner=device.company_id.name,
                        company=method.company_id.name,
                    )
                )

    @api.constrains("garage_standalone", "use_payment_terminal", "journal_id")
    def _check_garage_standalone(self):
        for method in self.filtered("garage_standalone"):
            if method.use_payment_terminal or method.journal_id.type != "bank":
                raise ValidationError(
                    self.env._(
                        "%(method)s: a stand-alone card terminal needs a bank journal "
                        "and no integration.",
                        method=method.name,
                    )
                )

    def _get_payment_terminal_selection(self):
        return super()._get_payment_terminal_selection() + [
            ("garage_iot", self.env._("Terminal at a box"))
        ]

    @api.model
    def _load_pos_data_fields(self, config):
        return super()._load_pos_data_fields(config) + [
            "garage_device_id",
            "garage_standalone",
        ]
