from odoo import fields, models
from odoo.exceptions import LockError, UserError


class GaragePaymentRequest(models.Model):
    _inherit = "garage.payment.request"

    workorder_id = fields.Many2one(
        "garage.workorder",
        "Work order",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    vehicle_id = fields.Many2one(related="workorder_id.vehicle_id")
    plate = fields.Char(related="workorder_id.vehicle_id.plate")
    plate_country_code = fields.Char(related="workorder_id.plate_country_code")

    def _ensure_invoices(self):
        """Post the bill of the visit the moment somebody begins to pay it."""
        closed = self.state in ("paid", "cancelled", "replaced")
        if self.workorder_id and self.kind != "deposit" and not closed:
            try:
                self.workorder_id._ensure_final_invoice()
            except LockError as error:
                raise UserError(
                    self.env._(
                        "The bill is being made just now. Wait a few seconds and "
                        "try again."
                    )
                ) from error
        return super()._ensure_invoices()

    def _get_subjects(self):
        # sudo: shown on the customer's page and in mails.
        workorder = self.sudo().workorder_id
        if not workorder:
            return super()._get_subjects()
        vehicle = workorder.vehicle_id.display_name
        if self.kind == "deposit":
            text = self.env._(
                "Deposit for %(name)s, %(vehicle)s. The final bill deducts it.",
                name=workorder.name,
                vehicle=vehicle,
            )
            return [text, *super()._get_subjects()]
        subjects = [f"{workorder.name}, {vehicle}", *super()._get_subjects()]
        if workorder.state == "ready":
            subjects.insert(0, self.env._("Your vehicle is ready."))
        return subjects

    def _on_paid(self):
        res = super()._on_paid()
        # sudo: the customer's browser or the bank clerk may be the one who pays.
        self.sudo().workorder_id._note_payment(self)
        return res

    def _notify_change(self):
        res = super()._notify_change()
        # sudo: see _on_paid.
        self.sudo().workorder_id._notify_board()
        return res
