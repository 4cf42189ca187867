from odoo import models
from odoo.exceptions import AccessError, UserError

from ..domain import order_steps


class GarageSupplierOrder(models.Model):
    """What a person does with an order: ask again, decide, give up."""

    _inherit = "garage.supplier.order"

    def action_ask_again(self):
        """Ask the supplier now what he made of this order."""
        for order in self:
            order._check_may_handle()
            if order.state not in order_steps.OPEN or not order.service_id:
                raise UserError(
                    self.env._("%(name)s is settled: nothing to ask.", name=order.name)
                )
            order._process()

    def action_has_it(self):
        """Open the question which number the supplier gave the order."""
        return self._open_decision("has_it")

    def action_has_not(self):
        """Open the question why the order counts as not given."""
        return self._open_decision("has_not")

    def _open_decision(self, answer):
        self.ensure_one()
        self._check_may_handle()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Order %s", self.name),
            "res_model": "garage.supplier.order.decide",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_order_id": self.id, "default_answer": answer},
        }

    def _decide(self, has_it, reference, reason):
        """A person who called the supplier says what became of the order."""
        self.ensure_one()
        self._check_may_handle()
        # Reached by who may handle orders; the state is nobody's to write.
        order = self.sudo()
        if order.state not in ("draft", "sending", "unknown", "sent"):
            raise UserError(
                self.env._("%(name)s is settled: nothing to decide.", name=order.name)
            )
        values = {"next_step": False, "reason": reason, "last_error": False}
        if has_it:
            values |= {"state": "confirmed", "supplier_ref": reference}
            order.line_ids.filtered(lambda line: line.state == "waiting").state = "same"
        else:
            values["state"] = "cancelled" if order.state == "draft" else "rejected"
        order.write(values)
        if not has_it:
            order._after_refusal()
        order._clear_task()

    def action_elsewhere(self):
        """Give up this order, so that its parts can be ordered elsewhere."""
        for order in self:
            order._check_may_handle()
            if order.state != "rejected":
                raise UserError(
                    self.env._(
                        "%(name)s is %(state)s. Cancel it at the supplier first.",
                        name=order.name,
                        state=order._get_state_words(),
                    )
                )
            # Reached by who may handle orders; nothing is coming of this one.
            order.sudo().purchase_id.button_cancel()
            order._clear_task()

    def _check_may_handle(self):
        """Advisers and managers handle orders; the rest of the garage looks on."""
        has = self.env.user.has_group
        groups = (
            "garage_base.group_garage_adviser",
            "garage_base.group_garage_manager",
            "purchase.group_purchase_user",
        )
        if self.env.su or any(has(group) for group in groups):
            self.check_access("read")
            return
        raise AccessError(
            self.env._("Orders at suppliers are handled by advisers and managers.")
        )

    def _clear_task(self):
        """The task is done when nothing is left to look at."""
        # Reached by who may handle orders; the task may be somebody else's.
        for order in self.sudo():
            if not order.difference_count:
                order.activity_unlink(["mail.mail_activity_data_todo"])
