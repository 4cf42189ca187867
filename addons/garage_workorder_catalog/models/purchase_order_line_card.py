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
        told = last._get_supplier_mark(when)
        if told:
            return {"title": title, **told}
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

    def _get_supplier_mark(self, when):
        """What the supplier said, where that matters more than the plan."""
        self.ensure_one()
        order = self.order_id.garage_supplier_order_ids[:1]
        told = order.line_ids.filtered(lambda line: line.purchase_line_id == self)
        supplier = order.partner_id.name
        _ = self.env._
        if order.state == "unknown":
            text = _("not certain at %(supplier)s", supplier=supplier)
            return {"text": text, "tone": "stop"}
        if order.state == "rejected":
            text = _("%(supplier)s does not deliver", supplier=supplier)
            return {"text": text, "tone": "stop"}
        if told.state == "differs":
            return {"text": _("look: %(what)s", what=told.difference), "tone": "stop"}
        late = self.date_planned < fields.Datetime.now()
        if order.state in ("confirmed", "partly") and not late:
            return {"text": _("confirmed, %(when)s", when=when), "tone": "info"}
        return None
