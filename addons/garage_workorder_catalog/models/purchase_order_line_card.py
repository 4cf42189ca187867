from odoo import fields, models


class PurchaseOrderLine(models.Model):
    """How far the order of a part is, as one sign on the job's card."""

    _inherit = "purchase.order.line"

    def _get_card_mark(self):
        """Return {text, tone, title} for the last of these lines to come."""
        last = max(self, key=lambda line: (line.date_planned, line.id))
        messages = self.env["garage.catalog.messages"]
        when = messages._moment_text(last.date_planned)
        supplier = last.order_id.partner_id.name
        title = ", ".join((last.order_id.name, supplier))
        if last.state != "purchase":
            return {
                "text": self.env._("on the order list"),
                "tone": "wait",
                "title": last._get_list_title(),
            }
        if last.date_planned < fields.Datetime.now():
            text = self.env._("late, was due %(when)s", when=when)
            return {"text": text, "tone": "stop", "title": title}
        return {
            "text": self.env._("ordered, %(when)s", when=when),
            "tone": "wait",
            "title": title,
        }

    def _get_list_title(self):
        """Say where a part stands that is not sent yet, and until when to send it."""
        delivery = self.order_id.partner_id._garage_get_next_delivery(self.company_id)
        messages = self.env["garage.catalog.messages"]
        return ", ".join(
            (
                self.order_id.name,
                self.order_id.partner_id.name,
                messages._delivery_text(delivery.order_by, delivery.arrives),
            )
        )
