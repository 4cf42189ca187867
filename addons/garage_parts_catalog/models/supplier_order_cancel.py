from odoo import models
from odoo.exceptions import UserError

from ..clients.supplier_http import OrderNotTakenError, SupplierError


class GarageSupplierOrder(models.Model):
    """Calling an order off: at the supplier where he can be told, else by a person."""

    _inherit = "garage.supplier.order"

    def _cancel_at_supplier(self):
        """Call these orders off where the supplier can be told; refuse where not.

        What the supplier cancelled is stored at once, whatever becomes of the caller.
        """
        for order in self.filtered("is_living"):
            if order.state == "draft":
                order._drop_draft()
            elif order.state in ("sending", "unknown"):
                order._refuse_uncertain()
            elif order.service_id and order.supplier_ref:
                order._call_off()
            else:
                order._refuse_by_hand()

    def _drop_draft(self):
        """Cancel an order that nobody was told of."""
        # Reached by who cancels the purchase order. A job that is about to send it
        # writes the same row, and one of both starts again.
        order = self.sudo()
        if order.state != "draft":
            order._refuse_uncertain()
        order.write({"state": "cancelled", "next_step": False})

    def _call_off(self):
        # Reached by who cancels the purchase order; the supplier's key stays inside.
        client = self.sudo().service_id._get_client()
        try:
            answer = client.cancel(self.supplier_ref)
        except OrderNotTakenError as error:
            self._refuse_supplier(error.text)
        except SupplierError:
            raise UserError(
                self.env._(
                    "%(supplier)s did not answer: it is not certain whether %(order)s "
                    "is cancelled there. Press Cancel again in a minute; asking twice "
                    "does no harm.",
                    supplier=self.partner_id.name,
                    order=self.name,
                )
            ) from None
        if answer.state != "cancelled":
            self._refuse_supplier(answer.text)
        self._in_own_transaction("_keep_cancelled", answer.text)
        self.invalidate_recordset()

    def _keep_cancelled(self, text):
        # Reached by who cancels the purchase order, after the supplier agreed.
        order = self.sudo()
        order.write({"state": "cancelled", "next_step": False, "remark": text})

    def _refuse_supplier(self, text):
        raise UserError(
            self.env._(
                "%(supplier)s does not cancel %(order)s any more%(why)s. Take the "
                "parts in and return them, or agree it with him and press Cancelled by "
                "phone on his order.",
                supplier=self.partner_id.name,
                order=self.name,
                why=f": {text}" if text else "",
            )
        )

    def _refuse_uncertain(self):
        raise UserError(
            self.env._(
                "It is not certain yet whether %(supplier)s has %(order)s. Ask again "
                "on his order, then cancel.",
                supplier=self.partner_id.name,
                order=self.name,
            )
        )

    def _refuse_by_hand(self):
        raise UserError(
            self.env._(
                "%(supplier)s cannot be told by himself. Call him, press Cancelled by "
                "phone on his order, then cancel here.",
                supplier=self.partner_id.name,
            )
        )

    def action_called_off(self):
        """Open the question why: the supplier agreed to cancel, on the phone."""
        return self._open_decision("called_off")

    def _call_off_by_hand(self, reason):
        self.ensure_one()
        self._check_may_handle()
        # Reached by who may handle orders, who settled it with the supplier.
        order = self.sudo()
        order.write({"state": "cancelled", "next_step": False, "reason": reason})
        order._clear_task()
