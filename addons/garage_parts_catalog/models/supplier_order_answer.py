from odoo import models
from odoo.exceptions import UserError

from ..domain import order_steps

#: what the supplier says, as our state; what he only received is asked for again
_STATES = {"received": "sent"}


class GarageSupplierOrder(models.Model):
    """What the supplier made of an order is kept beside what was ordered."""

    _inherit = "garage.supplier.order"

    def action_accept_all(self):
        """Accept everything that the supplier confirmed differently."""
        for order in self:
            order.line_ids.action_accept()

    def _take_answer(self, answer):
        """Keep an OrderAnswer (domain/supplier_orders) and tell who has to know."""
        self.ensure_one()
        state = _STATES.get(answer.state, answer.state)
        waits = state == "sent"
        self.write(
            {
                "state": state,
                "supplier_ref": answer.supplier_reference,
                "remark": answer.text,
                "response": _as_json(answer),
                "next_step": "ask" if waits else False,
                "next_at": False,
                "last_error": "booked_twice" if answer.others else False,
            }
        )
        if state in ("confirmed", "partly"):
            for line in self.line_ids:
                told = answer.line(str(line.id))
                if told:
                    line._take_answer(told, answer.currency)
            self._write_confirmation_back()
        elif state in ("rejected", "cancelled"):
            self._after_refusal()
        elif waits:
            self._enqueue(order_steps.pause(self.questions + 1))
        if self.difference_count or answer.others or state == "rejected":
            self._tell_orderer()

    def _write_confirmation_back(self):
        """Carry what is as ordered on; what cannot be written waits for a person.

        The answer itself is kept in any case.
        """
        try:
            with self.env.cr.savepoint():
                self._after_confirmation()
        except UserError as error:
            same = self.line_ids.filtered(lambda line: line.state == "same")
            same.write({"state": "differs", "remark": str(error)})

    def _after_confirmation(self):
        """The supplier has said what comes; add-ons tell who waits for it."""
        self.line_ids.filtered(lambda line: line.state == "same")._write_back()

    def _after_refusal(self):
        """Nothing will come of this order; add-ons tell who waits for it."""

    def _tell_orderer(self):
        """A task for who ordered, once per order until it is done."""
        self.ensure_one()
        if self.activity_ids:
            return
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self.env._(
                "%(order)s at %(supplier)s: %(what)s",
                order=self.name,
                supplier=self.partner_id.name,
                what=self.status_text,
            ),
            user_id=self.user_id.id or self.env.uid,
        )


def _as_json(answer):
    """Return an answer in plain values."""
    return {
        "reference": answer.supplier_reference,
        "state": answer.state,
        "currency": answer.currency,
        "text": answer.text,
        "others": list(answer.others),
        "lines": [
            {name: None if value is None else str(value) for name, value in row.items()}
            for row in map(vars, answer.lines)
        ],
    }
