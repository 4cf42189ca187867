from odoo import api, fields, models
from odoo.exceptions import UserError


class GarageIotSetup(models.TransientModel):
    """Ties the device to its counter: a terminal by the payment method that charges
    on it, a printer by the register; displays and scanners serve all tills of a box."""

    _inherit = "garage.iot.setup"

    method_domain = fields.Json(compute="_compute_method_domain")

    @api.depends("config_id")
    def _compute_method_domain(self):
        for wizard in self:
            wizard.method_domain = [
                ("id", "in", wizard.config_id.payment_method_ids.ids),
                ("journal_id.type", "=", "bank"),
                ("use_payment_terminal", "in", (False, "garage_iot")),
                ("garage_standalone", "=", False),
            ]

    @api.onchange("config_id")
    def _onchange_config_id(self):
        methods = self.config_id.payment_method_ids
        mine = methods.filtered(lambda one: one.garage_device_id == self.device_id)
        self.method_id = mine[:1] if self.device_id else False
        self.printer_id = self.config_id.garage_printer_id

    def _leave_receipts(self):
        if not self.config_id:
            return True
        self._refuse_open_register()
        if self.kind == "printer":
            self.config_id.garage_printer_id = self.device_id
        elif self.kind == "terminal":
            self._tie_terminal()
        return True

    def _tie_terminal(self):
        """Let a payment method of the register charge on this terminal."""
        values = {
            "payment_method_type": "terminal",
            "use_payment_terminal": "garage_iot",
            "garage_device_id": self.device_id.id,
        }
        if self.method_id:
            self.method_id.write(values)
        else:
            self.method_id = self.env["pos.payment.method"].create(
                {
                    "name": self.name,
                    "journal_id": self._get_journal().id,
                    "company_id": self.config_id.company_id.id,
                    **values,
                }
            )
            self.config_id.payment_method_ids += self.method_id
        if self.printer_id:
            self.config_id.garage_printer_id = self.printer_id

    def _get_journal(self):
        """The bank journal that the card money comes in by."""
        company = self.config_id.company_id
        domain = [("type", "=", "bank"), ("company_id", "=", company.id)]
        journal = self.env["account.journal"].search(domain, limit=1)
        if not journal:
            raise UserError(
                self.env._(
                    "%(company)s has no bank journal for card money. Make one in "
                    "Accounting, or choose a payment method of the register.",
                    company=company.name,
                )
            )
        return journal
