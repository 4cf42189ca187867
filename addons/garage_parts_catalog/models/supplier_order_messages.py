from odoo import api, models


class GarageCatalogMessages(models.AbstractModel):
    """What an order at a supplier says in words."""

    _inherit = "garage.catalog.messages"

    @api.model
    def _supplier_order_text(self, order):
        """Say how an order at a supplier stands and what is to be done."""
        if order.difference_count:
            return self.env._("differs from what we ordered: look and accept")
        if order.last_error == "booked_twice":
            return self.env._("booked more than once there: call the supplier")
        makers = {
            "draft": self._get_draft_text,
            "sending": self._get_draft_text,
            "unknown": self._get_unknown_text,
            "rejected": self._get_rejected_text,
        }
        if order.state in makers:
            return makers[order.state](order)
        return {
            "sent": self.env._("sent, not confirmed yet"),
            "confirmed": self.env._("confirmed"),
            "partly": self.env._("confirmed in part"),
            "cancelled": self.env._("cancelled"),
        }[order.state]

    @api.model
    def _get_draft_text(self, order):
        if not order.last_error:
            return self.env._("being sent")
        return self.env._(
            "not sent yet: %(problem)s, tried again at %(when)s",
            problem=self._supplier_problem(order.last_error),
            when=self._moment_text(order.next_at) if order.next_at else "",
        )

    @api.model
    def _get_unknown_text(self, order):
        if order.next_step and order.next_at:
            return self.env._(
                "not certain whether it arrived, asked again at %s",
                self._moment_text(order.next_at),
            )
        return self.env._("not certain whether it arrived: call the supplier")

    @api.model
    def _get_rejected_text(self, order):
        why = order.reason or order.remark
        if why:
            return self.env._("rejected (%s): order elsewhere", why)
        if order.last_error:
            return self.env._(
                "could not be given (%s): order elsewhere",
                self._supplier_problem(order.last_error),
            )
        return self.env._("rejected: order elsewhere")
