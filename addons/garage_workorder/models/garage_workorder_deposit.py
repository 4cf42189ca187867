from odoo import api, fields, models
from odoo.exceptions import UserError

PRICES = "garage_workorder.group_garage_prices"
DONE = ("ready", "handed_over")


class GarageWorkorder(models.Model):
    """A deposit asked with the estimate: Odoo's down payment, deducted at the end."""

    _inherit = "garage.workorder"

    deposit_kind = fields.Selection(
        [
            ("none", "No deposit"),
            ("percent", "Share of what is approved"),
            ("fixed", "Fixed amount"),
        ],
        string="Deposit",
        default="none",
        required=True,
        copy=False,
        readonly=True,
    )
    deposit_percent = fields.Float(copy=False, readonly=True)
    deposit_fixed = fields.Monetary(copy=False, readonly=True, groups=PRICES)
    deposit_again = fields.Boolean(
        copy=False,
        readonly=True,
        help="Another deposit is asked for extra work; billed with its approval.",
    )
    deposit_amount = fields.Monetary(
        compute="_compute_deposit",
        compute_sudo=True,
        groups=PRICES,
        string="Deposit billed",
    )
    deposit_open = fields.Monetary(
        compute="_compute_deposit",
        compute_sudo=True,
        groups=PRICES,
        string="Deposit unpaid",
    )

    @api.depends(
        "sale_order_ids.invoice_ids.state",
        "sale_order_ids.invoice_ids.amount_residual",
    )
    def _compute_deposit(self):
        for workorder in self:
            deposits = workorder._get_deposits()
            workorder.deposit_amount = sum(deposits.mapped("amount_total"))
            workorder.deposit_open = sum(deposits.mapped("amount_residual"))

    def action_ask_deposit(self):
        """Open the form that asks how much the customer pays in advance."""
        self.ensure_one()
        self._check_open()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "garage_workorder.garage_deposit_wizard_action"
        )
        action["context"] = {"default_workorder_id": self.id}
        return action

    def _ask_deposit(self, kind, value):
        """Ask for a deposit: at once when work is approved, else with the approval.

        With a deposit billed already it is one for the extra work that came since.

        :param kind: none, percent or fixed
        :param value: percent of the approved amount, or the amount itself
        """
        self.ensure_one()
        self.check_access("write")
        self._check_open()
        billed = self._get_deposits()
        if billed and not self._has_work_beyond_deposit():
            raise UserError(
                self.env._(
                    "%(name)s has a deposit already. Add the extra work first, or "
                    "credit its invoice before you ask for another one.",
                    name=self.name,
                )
            )
        if kind != "none" and (value <= 0 or (kind == "percent" and value > 100)):
            raise UserError(
                self.env._("Type a share from 1 to 100 percent, or an amount above 0.")
            )
        # what is asked is stored for everybody who may change the work order
        self.sudo().write(
            {
                "deposit_kind": kind,
                "deposit_percent": value if kind == "percent" else 0.0,
                "deposit_fixed": value if kind == "fixed" else 0.0,
                "deposit_again": bool(billed) and kind != "none",
            }
        )
        self._settle_deposit()

    def _get_deposits(self):
        """Posted down payment bills of the customer that were not credited."""
        return self._customer_invoices().filtered(
            lambda move: (
                move.state == "posted"
                and move.move_type == "out_invoice"
                and move.payment_state != "reversed"
                and move._is_downpayment()
            )
        )

    def _get_open_deposit(self):
        return self._get_deposits().filtered("amount_residual")[:1]

    def _get_deposit_to_ask(self):
        """What the wanted deposit is of what is approved now, including taxes."""
        # reached by the customer's answer, too
        workorder = self.sudo()
        approved = workorder.amount_approved - workorder._get_deposit_base()
        approved = max(approved, 0.0)
        wanted = {
            "percent": approved * workorder.deposit_percent / 100.0,
            "fixed": min(workorder.deposit_fixed, approved),
        }
        return self.currency_id.round(wanted.get(self.deposit_kind, 0.0))

    def _get_deposit_text(self):
        """Sentence for the customer before the answer; empty without a deposit."""
        self.ensure_one()
        # a deposit that is billed already is not asked for again
        if self.sudo()._get_deposits() and not self.deposit_again:
            return ""
        if self.deposit_kind == "percent":
            share = f"{self.deposit_percent:g}"
            return self.env._(
                "After your answer we ask for a deposit of %(share)s %% of the work "
                "you approve. The bill deducts it.",
                share=share,
            )
        if self.deposit_kind == "fixed":
            return self.env._(
                "After your answer we ask for a deposit of %(amount)s. "
                "The bill deducts it.",
                amount=self.currency_id.format(self.deposit_fixed),
            )
        return ""

    def _settle_deposit(self):
        """Bill the deposit as soon as there is approved work, once."""
        self.ensure_one()
        # billed for advisers and for the customer who has just answered
        workorder = self.sudo().with_company(self.company_id)
        amount = workorder._get_deposit_to_ask()
        billed = workorder._get_deposits()
        if (billed and not workorder.deposit_again) or amount <= 0:
            return
        orders = workorder._customer_orders().filtered(lambda o: o.state == "sale")
        order = orders.sorted(workorder._get_deposit_room)[-1:]
        room = order and workorder._get_deposit_room(order)
        if order and room > 0 and workorder.state not in DONE:
            workorder._create_deposit(order, min(amount, room))

    def _get_deposit_base(self):
        """Approved amount for which deposits are billed already."""
        return sum(self._get_deposits().mapped("garage_deposit_base"))

    def _get_deposit_room(self, order):
        """What of an order no deposit has taken in advance."""
        advance = order.order_line.filtered("is_downpayment").invoice_lines.filtered(
            lambda row: row.parent_state == "posted"
        )
        return order.amount_total - sum(advance.mapped("price_total"))

    def _has_work_beyond_deposit(self):
        """Whether work was approved since the deposit, or waits for an answer."""
        approved = self.sudo().amount_approved
        beyond = self.currency_id.compare_amounts(approved, self._get_deposit_base())
        return beyond > 0 or bool(self._get_pending_jobs())

    def _create_deposit(self, order, amount):
        """Post Odoo's down payment invoice: each tax rate gets its part."""
        wizard = self.env["sale.advance.payment.inv"].create(
            {
                "sale_order_ids": [(6, 0, order.ids)],
                "advance_payment_method": "fixed",
                "fixed_amount": amount,
            }
        )
        invoice = wizard._create_invoices(order)
        base = self.amount_approved - self._get_deposit_base()
        invoice.garage_deposit_base = base
        invoice.action_post()
        self.deposit_again = False
        self._on_deposit(invoice)

    def _on_deposit(self, invoice):
        """Hook: runs once when the deposit was billed."""

    def _get_deposit_left(self):
        """Deposits that no bill has deducted yet, including taxes."""
        lines = self._customer_orders().order_line.filtered(
            lambda line: line.is_downpayment and not line.display_type
        )
        posted = lines.invoice_lines.filtered(lambda row: row.parent_state == "posted")
        left = sum(
            -row.price_total
            if row.move_id.move_type == "out_refund"
            else row.price_total
            for row in posted
        )
        return self.currency_id.round(left)

    def _apply_decisions(self, yes, no, approval):
        result = super()._apply_decisions(yes, no, approval)
        self._settle_deposit()
        return result

    def _has_deposit_to_return(self):
        """Nothing of the work is left, but a deposit was billed for it."""
        left = self._get_deposit_left()
        return self.state in DONE and self.currency_id.compare_amounts(left, 0) > 0

    def _get_orders_to_bill(self):
        """Confirmed orders with billable work or with a deposit to deduct."""
        orders = self._get_billable_lines().order_id
        if self._has_deposit_to_return() or orders & self._customer_orders():
            orders |= self._customer_orders().filtered(
                lambda order: any(
                    line.is_downpayment and line.qty_invoiced
                    for line in order.order_line
                )
            )
        return orders.filtered(lambda order: order.state == "sale")

    def _ensure_bill_to_pay(self):
        """Bill that the customer pays now: an open deposit first, else the final one.

        Private as :meth:`_ensure_final_invoice`.
        """
        self.ensure_one()
        # cashiers may not read invoices; see _ensure_final_invoice
        deposit = self.sudo()._get_open_deposit()
        if deposit and self.state not in DONE:
            return deposit.with_env(self.env)
        return self._ensure_final_invoice()
