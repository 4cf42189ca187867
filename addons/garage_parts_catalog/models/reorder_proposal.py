from odoo import api, fields, models

from ..domain.reorder import get_rest


class ReorderProposal(models.Model):
    """What a warehouse should order of a part today, from whom, and why."""

    _name = "garage.reorder.proposal"
    _description = "Reorder proposal"
    _order = "supplier_id, product_id, id"
    _rec_name = "product_id"
    _check_company_auto = True

    product_id = fields.Many2one(
        "product.product", "Part", required=True, readonly=True, ondelete="cascade"
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="warehouse_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    supplier_id = fields.Many2one("res.partner", index=True)
    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint", "Min and max", readonly=True, ondelete="set null"
    )
    quantity = fields.Float("To order")
    price = fields.Float("Unit cost", digits="Product Price", readonly=True)
    amount = fields.Monetary("Value", compute="_compute_amount", store=True)
    on_hand = fields.Float("In stock", readonly=True)
    incoming = fields.Float("Coming", readonly=True)
    drafted = fields.Float("On drafts", readonly=True)
    promised = fields.Float("Promised to jobs and sales", readonly=True)
    projected = fields.Float("Left then", readonly=True)
    expected = fields.Float("Expected use", readonly=True)
    safety = fields.Float("For safety", readonly=True)
    days = fields.Integer("Days to bridge", readonly=True)
    point = fields.Float("Order below", readonly=True)
    target = fields.Float("Order up to", readonly=True)
    order_by = fields.Datetime(readonly=True)
    arrives = fields.Datetime(readonly=True)
    worked_out = fields.Datetime("Worked out at", readonly=True)
    state = fields.Selection(
        [("proposed", "To decide"), ("ordered", "Ordered"), ("ignored", "Ignored")],
        default="proposed",
        required=True,
        readonly=True,
        index=True,
    )
    ignored_until = fields.Date(readonly=True)
    ignored_reason = fields.Char(readonly=True)
    purchase_line_id = fields.Many2one(
        "purchase.order.line", "Order line", readonly=True, ondelete="set null"
    )
    reason = fields.Char(compute="_compute_reason")
    delivery = fields.Char(compute="_compute_delivery")

    _part_uniq = models.Constraint(
        "unique(product_id, warehouse_id)",
        "This part has a proposal for this warehouse already.",
    )
    _quantity_positive = models.Constraint(
        "CHECK (quantity >= 0)", "The quantity to order is 0 or more."
    )

    @api.depends("quantity", "price")
    def _compute_amount(self):
        for proposal in self:
            proposal.amount = proposal.quantity * proposal.price

    @api.depends("projected", "expected", "safety", "point", "target", "promised")
    def _compute_reason(self):
        for proposal in self:
            proposal.reason = " ".join(proposal._get_reasons())

    @api.depends("order_by", "arrives")
    def _compute_delivery(self):
        messages = self.env["garage.catalog.messages"]
        for proposal in self:
            known = proposal.arrives
            proposal.delivery = known and messages._delivery_text(
                proposal.order_by, proposal.arrives
            )

    def action_order(self):
        """Put what is still needed on the draft orders of the suppliers, once."""
        self.check_access("write")
        self.env["purchase.order"]._check_may_order()
        # who approves the same proposal at the same moment waits here and finds it
        # ordered
        self.lock_for_update()
        self.invalidate_recordset()
        open_ones = self.filtered(lambda proposal: proposal.state == "proposed")
        open_ones._check_orderable()
        lines = self.env["purchase.order.line"]
        for warehouse, proposals in open_ones.grouped("warehouse_id").items():
            lines |= proposals._put_on_orders(warehouse)
        return self._get_notification(lines)

    def action_ignore(self):
        """Ask for how long and why."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ignore proposals"),
            "res_model": "garage.reorder.ignore",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_proposal_ids": self.ids},
        }

    def action_propose_again(self):
        """Put an ignored proposal back on the list."""
        self.check_access("write")
        self.filtered(lambda proposal: proposal.state == "ignored").write(
            {"state": "proposed", "ignored_until": False, "ignored_reason": False}
        )

    def _put_on_orders(self, warehouse):
        """Order for one warehouse what is needed now; return the order lines."""
        needs = self._find_needs(warehouse, self.product_id)
        demands = {}
        for proposal in self:
            vals = needs.get(proposal.product_id.id)
            rest = vals and get_rest(
                proposal.quantity, proposal.projected, vals["projected"]
            )
            if rest:
                demands.setdefault(proposal.supplier_id.id, []).append(
                    proposal._prepare_order_line_vals(rest)
                )
        orders = self.env["purchase.order"].with_context(
            garage_warehouse_id=warehouse.id
        )
        lines = orders._garage_put_on_orders(
            demands, warehouse.company_id, self.env._("Stock")
        )
        self._close(lines)
        return lines

    def _prepare_order_line_vals(self, quantity):
        return {
            "product_id": self.product_id.id,
            "product_qty": quantity,
            "price_unit": self.price,
            "date_planned": self.arrives or fields.Datetime.now(),
            "orderpoint_id": self.orderpoint_id.id,
        }

    def _close(self, lines):
        """Mark as ordered; what is covered by now leaves the list without an order."""
        by_product = {line.product_id: line for line in lines}
        covered = self.browse()
        for proposal in self:
            line = by_product.get(proposal.product_id)
            if line:
                proposal.write({"state": "ordered", "purchase_line_id": line.id})
            else:
                covered |= proposal
        # reached by who may write proposals; only the nightly work deletes else
        covered.sudo().unlink()

    def _check_orderable(self):
        for proposal in self:
            if not proposal.supplier_id:
                self.env["purchase.order"]._refuse_without_supplier(proposal.product_id)

    def _get_notification(self, lines):
        _ = self.env._
        orders = lines.order_id
        message = _("Nothing was ordered: it is covered by now.")
        if orders:
            message = _(
                "%(parts)s parts are on %(orders)s.",
                parts=len(lines),
                orders=", ".join(
                    f"{order.name} ({order.partner_id.name})" for order in orders
                ),
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if orders else "info",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _get_reasons(self):
        """Sentences that say why so many."""
        _ = self.env._
        sentences = [
            _(
                "%(left)g left of %(hand)g in stock, %(coming)g coming and "
                "%(promised)g promised.",
                left=self.projected,
                hand=self.on_hand,
                coming=self.incoming + self.drafted,
                promised=self.promised,
            )
        ]
        if self.orderpoint_id:
            text = _("Its minimum is %(point)g, its maximum %(target)g.")
            sentences.append(text % {"point": self.point, "target": self.target})
        elif self.point:
            sentences.append(
                _(
                    "Expected in %(days)s days: %(expected).1f, and %(safety).1f for "
                    "safety.",
                    days=self.days,
                    expected=self.expected,
                    safety=self.safety,
                )
            )
        else:
            sentences.append(_("Jobs wait for it."))
        return sentences
