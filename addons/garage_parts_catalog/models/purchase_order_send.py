from odoo import api, fields, models
from odoo.exceptions import UserError


class PurchaseOrder(models.Model):
    """Sending a purchase order to its supplier, exactly once."""

    _inherit = "purchase.order"

    garage_supplier_order_ids = fields.One2many(
        "garage.supplier.order", "purchase_id", "Orders at the supplier"
    )
    garage_supplier_order_id = fields.Many2one(
        "garage.supplier.order",
        compute="_compute_garage_supplier_order_id",
        compute_sudo=True,
    )
    garage_supplier_status = fields.Char(
        compute="_compute_garage_supplier_order_id", compute_sudo=True
    )
    garage_sent_at = fields.Datetime("Sent on", readonly=True, copy=False)
    garage_is_live = fields.Boolean(compute="_compute_garage_is_live")
    garage_cutoff = fields.Char(
        "Next delivery", compute="_compute_garage_cutoff", compute_sudo=True
    )

    @api.depends("garage_supplier_order_ids.state")
    def _compute_garage_supplier_order_id(self):
        for order in self:
            last = order.garage_supplier_order_ids[:1]
            order.garage_supplier_order_id = last
            order.garage_supplier_status = last.status_text

    def _compute_garage_is_live(self):
        for company in self.company_id:
            services = self.env["garage.supplier.order"]._get_company_services(company)
            for order in self.filtered(lambda row, one=company: row.company_id == one):
                order.garage_is_live = (
                    order.partner_id.commercial_partner_id in services
                )
        for order in self.filtered(lambda row: not row.company_id):
            order.garage_is_live = False

    def _compute_garage_cutoff(self):
        messages = self.env["garage.catalog.messages"]
        for order in self:
            order.garage_cutoff = False
            if order.partner_id and order.state in ("draft", "sent"):
                found = order.partner_id._garage_get_next_delivery(order.company_id)
                order.garage_cutoff = messages._delivery_text(
                    found.order_by, found.arrives
                )

    def action_garage_send(self):
        """Confirm the order and send it to its live supplier."""
        self.ensure_one()
        self._check_may_order()
        orders = self.env["garage.supplier.order"]
        services = orders._get_company_services(self.company_id)
        service = services.get(self.partner_id.commercial_partner_id)
        if not service:
            raise UserError(
                self.env._(
                    "%s has no live service. Send the order by mail, or press Sent "
                    "by hand.",
                    self.partner_id.name,
                )
            )
        return self._garage_send(service).get_formview_action()

    def action_garage_sent_by_hand(self):
        """Note that the order was given by mail, phone or in a shop of its own."""
        self.ensure_one()
        self._check_may_order()
        return self._garage_send(None, "sent").get_formview_action()

    def _garage_send(self, service, state="draft"):
        """Return the order at the supplier; who comes second gets the same one.

        :param service: live supplier, None when a person sends it
        """
        self.ensure_one()
        # Reached by who may order (checked before), without rights on purchases.
        order = self.sudo()
        # of two at the same moment the second starts again and sees what is there
        order.garage_sent_at = fields.Datetime.now()
        order.flush_recordset(["garage_sent_at"])
        order._garage_confirm()
        sent = order.garage_supplier_order_ids._make(order, service, state)
        if sent.state == "draft":
            sent._enqueue()
        return sent.with_env(self.env)

    def _garage_confirm(self):
        if self.state in ("draft", "sent"):
            self.button_confirm()
        if self.state == "to approve":
            raise UserError(
                self.env._(
                    "%s has to be approved before it is sent: ask a purchase manager.",
                    self.name,
                )
            )
        if self.state != "purchase":
            raise UserError(self.env._("%s is cancelled and is not sent.", self.name))

    def button_cancel(self):
        """What the supplier has is cancelled there first."""
        self._garage_get_sendings()._cancel_at_supplier()
        return super().button_cancel()

    def _garage_get_sendings(self):
        # Reached by who may cancel the purchase; only what became of it is looked at.
        return self.sudo().garage_supplier_order_ids

    def message_post(self, **kwargs):
        """An order that is mailed is sent; the purchaser need not say so again."""
        mailed = self.env.context.get("mark_rfq_as_sent") and len(self) == 1
        if mailed and self.state == "purchase" and not self.garage_is_live:
            self._garage_send(None, "sent")
        return super().message_post(**kwargs)
