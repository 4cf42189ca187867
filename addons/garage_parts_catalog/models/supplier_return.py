from odoo import api, fields, models
from odoo.exceptions import UserError

REASONS = [
    ("wrong", "Wrong part"),
    ("defect", "Defect"),
    ("not_needed", "Not needed"),
    ("core", "Old part for its deposit"),
    ("warranty", "Warranty"),
]
OPEN = ("asked", "sent")


class GarageSupplierReturn(models.Model):
    """A part that goes back to its supplier, until he credits or refuses it."""

    _name = "garage.supplier.return"
    _description = "Return to a supplier"
    _inherit = ["mail.thread"]
    _order = "asked_on, id"
    _check_company_auto = True

    name = fields.Char("Return", readonly=True, copy=False, default="/")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one(
        "res.partner", "Supplier", required=True, index=True, check_company=True
    )
    product_id = fields.Many2one(
        "product.product",
        "Part",
        required=True,
        domain=[("type", "=", "consu")],
        index=True,
        check_company=True,
    )
    lot_id = fields.Many2one(
        "stock.lot",
        "Lot or serial",
        domain="[('product_id', '=', product_id)]",
        check_company=True,
    )
    quantity = fields.Float(digits="Product Unit", default=1.0, required=True)
    reason = fields.Selection(REASONS, required=True, tracking=True)
    note = fields.Char("What is wrong")
    supplier_ref = fields.Char("Supplier's return number", tracking=True)
    purchase_line_id = fields.Many2one(
        "purchase.order.line",
        "Bought with",
        domain="[('product_id', '=', product_id), ('state', '=', 'purchase')]",
        index="btree_not_null",
        check_company=True,
    )
    expected_credit = fields.Monetary(
        "Expected credit",
        compute="_compute_expected_credit",
        store=True,
        readonly=False,
        help="Without taxes. What was paid for it, of an old part its deposit.",
    )
    state = fields.Selection(
        [
            ("asked", "Asked"),
            ("sent", "Sent"),
            ("credited", "Credited"),
            ("refused", "Refused"),
        ],
        default="asked",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    asked_on = fields.Date("Asked on", default=fields.Date.context_today, required=True)
    sent_on = fields.Date("Sent on", readonly=True, copy=False)
    closed_on = fields.Date("Closed on", readonly=True, copy=False)
    refused_reason = fields.Char("Why refused", copy=False)
    picking_id = fields.Many2one(
        "stock.picking", "Transfer", readonly=True, copy=False, index="btree_not_null"
    )
    credit_id = fields.Many2one(
        "account.move", "Credit note", readonly=True, copy=False, index="btree_not_null"
    )
    credited_amount = fields.Monetary("Credited", readonly=True, copy=False)
    difference = fields.Monetary(
        "Credited less than expected", compute="_compute_difference", store=True
    )
    age_days = fields.Integer("Age (days)", compute="_compute_age_days")

    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "The quantity of a return must be positive."
    )

    @api.depends("product_id", "quantity", "purchase_line_id", "reason")
    def _compute_expected_credit(self):
        for record in self:
            record.expected_credit = record._get_price() * record.quantity

    @api.depends("expected_credit", "credited_amount", "state")
    def _compute_difference(self):
        for record in self:
            closed = record.state in ("credited", "refused")
            missing = record.expected_credit - record.credited_amount
            record.difference = missing if closed else 0.0

    @api.depends("asked_on", "closed_on")
    def _compute_age_days(self):
        today = fields.Date.context_today(self)
        for record in self:
            begin = record.asked_on or today
            record.age_days = ((record.closed_on or today) - begin).days

    @api.onchange("product_id")
    def _onchange_product_id(self):
        if self.product_id:
            self.purchase_line_id = self._find_purchase_line()
            suppliers = self.product_id.seller_ids.partner_id
            bought = self._get_bought_line().order_id.partner_id
            self.partner_id = bought or self.partner_id or suppliers[:1]

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("name", "/") == "/":
                company = vals.get("company_id") or self.env.company.id
                sequence = self.env["ir.sequence"].with_company(company)
                vals["name"] = sequence.next_by_code("garage.supplier.return")
        records = super().create(vals_list)
        for record in records.filtered(lambda row: not row.purchase_line_id):
            record.purchase_line_id = record._find_purchase_line()
        return records

    @api.ondelete(at_uninstall=False)
    def _unlink_only_asked(self):
        if any(record.state != "asked" for record in self):
            raise UserError(
                self.env._("What was sent back is kept. Mark it as refused instead.")
            )

    def action_sent(self):
        """The parts go to the supplier: they leave the stock now."""
        self.check_access("write")
        for record in self:
            if record.state != "asked":
                record._refuse_step()
            record.picking_id = record._send_goods()
            record.write(
                {"state": "sent", "sent_on": fields.Date.context_today(record)}
            )

    def action_refused(self):
        """The supplier does not credit it."""
        self.check_access("write")
        for record in self:
            if record.state not in OPEN:
                record._refuse_step()
            record.write(
                {"state": "refused", "closed_on": fields.Date.context_today(record)}
            )

    def action_print(self):
        return self.env.ref(
            "garage_parts_catalog.action_report_supplier_return"
        ).report_action(self)

    def action_create_credit_note(self):
        """Draft the supplier's credit note for these returns, one per supplier."""
        self.check_access("read")
        moves = self.env["account.move"]
        wanted = self.filtered(lambda record: record.state in OPEN)
        for (partner, company), records in wanted.grouped(
            lambda record: (record.partner_id, record.company_id)
        ).items():
            moves |= moves.with_company(company).create(
                {
                    "move_type": "in_refund",
                    "partner_id": partner.id,
                    "invoice_date": fields.Date.context_today(self),
                    "ref": ", ".join(filter(None, records.mapped("supplier_ref"))),
                    "invoice_line_ids": [
                        fields.Command.create(record._prepare_credit_line())
                        for record in records
                    ],
                }
            )
        if not moves:
            raise UserError(self.env._("Choose returns that wait for a credit note."))
        return moves._get_records_action(name=self.env._("Credit notes"))

    def _prepare_credit_line(self):
        self.ensure_one()
        part = self._get_credit_product()
        bought = self._get_credit_purchase_line()
        vals = {
            "product_id": part.id,
            "quantity": self.quantity,
            "price_unit": self.expected_credit / self.quantity,
            "name": f"{self.name}: {self.product_id.display_name}",
        }
        if bought:
            vals["purchase_line_id"] = bought.id
            vals["tax_ids"] = [fields.Command.set(bought.tax_ids.ids)]
        return vals

    def _get_credit_product(self):
        """What the credit note names: the part, or its deposit."""
        if self.reason != "core":
            return self.product_id
        template = self.product_id.product_tmpl_id
        return template._get_garage_core_product(self.company_id)

    def _get_bought_line(self):
        # the purchase of this part; whoever returns it needs no purchase rights
        return self.purchase_line_id.sudo()

    def _get_credit_purchase_line(self):
        line = self._get_bought_line()
        return line.garage_core_line_ids[:1] if self.reason == "core" else line

    def _get_price(self):
        """What one piece cost, or the deposit of one old part."""
        line = self._get_credit_purchase_line()
        company = self.company_id
        if not line:
            product = self.product_id.with_company(company)
            is_core = self.reason == "core"
            return product.garage_core_deposit if is_core else product.standard_price
        day = line.date_order or fields.Date.context_today(self)
        return line.currency_id._convert(
            line.price_unit_discounted, company.currency_id, company, day
        )

    def _find_purchase_line(self):
        """The last purchase of the part, from this supplier where one is named."""
        domain = [
            ("product_id", "=", self.product_id.id),
            ("state", "=", "purchase"),
            ("company_id", "=", self.company_id.id),
        ]
        if self.partner_id:
            commercial = self.partner_id.commercial_partner_id
            domain.append(("partner_id", "child_of", commercial.id))
        # which order brought the part; whoever may return it may know
        lines = self.env["purchase.order.line"].sudo()
        found = lines.search(domain, order="date_order desc, id desc", limit=1)
        return found.with_env(self.env)

    def _refuse_step(self):
        labels = dict(self._fields["state"]._description_selection(self.env))
        raise UserError(
            self.env._(
                "%(name)s is %(state)s already.",
                name=self.name,
                state=labels[self.state].lower(),
            )
        )
