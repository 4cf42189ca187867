from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

_KEEP = timedelta(days=30)


class GarageSupplierCart(models.Model):
    """A cart from a supplier's shop: a proposal that a person takes over."""

    _name = "garage.supplier.cart"
    _description = "Cart from a supplier's shop"
    _order = "id desc"
    _check_company_auto = True

    service_id = fields.Many2one(
        "garage.supplier.service", "Supplier", required=True, ondelete="cascade",
        readonly=True,
    )  # fmt: skip
    partner_id = fields.Many2one(string="Contact", related="service_id.partner_id")
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    user_id = fields.Many2one("res.users", "Chosen by", required=True, readonly=True)
    state = fields.Selection(
        [
            ("open", "At the shop"),
            ("returned", "To check"),
            ("taken", "Taken over"),
            ("dropped", "Not wanted"),
        ],
        required=True, default="open", readonly=True, copy=False,
    )  # fmt: skip
    expires_at = fields.Datetime("Shop is open until", required=True, readonly=True)
    returned_at = fields.Datetime("Came back on", readonly=True, copy=False)
    remark = fields.Char("Left out", readonly=True, copy=False)
    purchase_id = fields.Many2one(
        "purchase.order", "For order", readonly=True, check_company=True,
        ondelete="set null", index="btree_not_null",
    )  # fmt: skip
    result_id = fields.Many2one(
        "purchase.order", "Became", readonly=True, copy=False, ondelete="set null",
        index="btree_not_null",
    )  # fmt: skip
    line_ids = fields.One2many("garage.supplier.cart.line", "cart_id")
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary("Value", compute="_compute_amount")

    @api.depends("service_id.name", "create_date")
    def _compute_display_name(self):
        for cart in self:
            day = fields.Datetime.context_timestamp(
                cart, cart.create_date or fields.Datetime.now()
            )
            cart.display_name = f"{cart.service_id.name}, {day:%Y-%m-%d %H:%M}"

    @api.depends("line_ids.is_taken", "line_ids.quantity", "line_ids.price_unit")
    def _compute_amount(self):
        for cart in self:
            taken = cart.line_ids.filtered("is_taken")
            cart.amount = sum(
                line._get_company_price() * line.quantity for line in taken
            )

    @api.autovacuum
    def _gc_carts(self):
        """Forget visits to shops that brought nothing."""
        old = fields.Datetime.now() - _KEEP
        self.search(
            [("state", "=", "open"), ("expires_at", "<", old)], limit=10_000
        ).unlink()

    def action_drop(self):
        """Keep nothing of it."""
        self._check_to_take()
        self.state = "dropped"

    def action_take(self):
        """Take over what is ticked: into the order it was fetched for, or a new one."""
        self.ensure_one()
        self.check_access("write")
        self.lock_for_update()
        self._check_to_take()
        lines = self.line_ids.filtered("is_taken")
        if not lines:
            raise UserError(self.env._("Tick the parts to take over."))
        self._check_target()
        action = self._take_over(lines)
        self.state = "taken"
        return action

    def _check_target(self):
        """Whether this person may put parts where the cart is for."""
        if not self.purchase_id:
            return
        self.purchase_id.check_access("write")
        if self.purchase_id.state not in ("draft", "sent"):
            raise UserError(
                self.env._(
                    "Order %s is confirmed already and takes no more parts.",
                    self.purchase_id.name,
                )
            )

    def _check_to_take(self):
        for cart in self:
            if cart.state != "returned":
                raise UserError(
                    self.env._("This cart is no longer waiting. Nothing is done twice.")
                )

    def _take_over(self, lines):
        """Put lines on the supplier's order and show it."""
        order = self.purchase_id
        if order:
            self.env["purchase.order.line"].create(
                [
                    {**line._prepare_purchase_vals(order), "order_id": order.id}
                    for line in lines
                ]
            )
        else:
            rows = [line._prepare_purchase_vals() for line in lines]
            new = order._garage_put_on_orders(
                {self.partner_id.id: rows}, self.company_id, self.display_name
            )
            order = new.order_id
        self.result_id = order
        return self._get_order_action(order)

    def _get_order_action(self, order):
        """Show the order to who may see orders, else say its name."""
        if order.with_env(self.env).has_access("read"):
            return {
                "type": "ir.actions.act_window",
                "res_model": "purchase.order",
                "res_id": order.id,
                "views": [(False, "form")],
            }
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("On order %s.", order.sudo().name),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
