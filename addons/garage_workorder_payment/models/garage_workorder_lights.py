from odoo import api, models


class GarageWorkorder(models.Model):
    """The lights "payment" and "key" in words."""

    _inherit = "garage.workorder"

    @api.depends("payment_state", "key_verdict")
    def _compute_lights(self):
        return super()._compute_lights()

    def _get_payment_light(self):
        self.ensure_one()
        if self.payment_state == "none":
            if self.state in ("ready", "handed_over"):
                return "done", self.env._("Nothing to pay.")
            return super()._get_payment_light()
        state = {"paid": "done", "on_account": "done", "overdue": "stop"}
        request = self._get_payment_request()
        if request.state == "failed_delivery":
            return "stop", self.env._(
                "%(amount)s: the request did not reach the customer. Send it again.",
                amount=self._format_due(),
            )
        return (
            state.get(self.payment_state, "wait"),
            self._get_payment_texts()[self.payment_state],
        )

    def _get_payment_texts(self):
        """Return the sentence for each payment state."""
        _ = self.env._
        due = self._format_due()
        # sudo: whether a mechanic sees amounts is decided in _format_due.
        request = self._get_payment_request()
        choices = dict(request._fields["choice"]._description_selection(self.env))
        return {
            "paid": _("Paid."),
            "requested": _("%(amount)s asked for.", amount=due),
            "opened": _(
                "%(amount)s: the customer opened the link (%(choice)s).",
                amount=due,
                choice=choices.get(request.choice, ""),
            ),
            "pending": _("%(amount)s is being paid right now.", amount=due),
            "part_paid": _("Part paid, %(amount)s is still open.", amount=due),
            "on_account": _("%(amount)s on account, as agreed.", amount=due),
            "overdue": _("%(amount)s is overdue.", amount=due),
        }

    def _format_due(self):
        if self.env.user.has_group("garage_workorder.group_garage_prices"):
            return self.currency_id.format(self.amount_due)
        return self.env._("The bill")

    def _get_key_light(self):
        self.ensure_one()
        if self.key_state != "in_shop" or self.state != "ready":
            return super()._get_key_light()
        if self.key_may_leave:
            return "done", self.env._("The key can be handed over.")
        return "stop", self.env._(
            "The key stays here: %(payment)s",
            payment=self._get_payment_light()[1],
        )

    def _get_light_openers(self):
        return {
            **super()._get_light_openers(),
            "payment": self._open_payment,
        }

    def _open_payment(self):
        if self.payment_request_ids:
            return self.action_open_payment_requests()
        return self._open_form()
