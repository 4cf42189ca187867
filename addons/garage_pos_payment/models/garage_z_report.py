from odoo import api, fields, models


class GarageZReport(models.Model):
    """The day's closing of a register: numbered, complete and final."""

    _name = "garage.z.report"
    _inherit = ["garage.z.frozen"]
    _description = "Z report"
    _order = "closed_at desc, id desc"

    name = fields.Char(string="Number", required=True)
    config_id = fields.Many2one(
        "pos.config", string="Register", required=True, ondelete="restrict"
    )
    session_id = fields.Many2one(
        "pos.session", required=True, ondelete="restrict", index=True
    )
    company_id = fields.Many2one("res.company", required=True, ondelete="restrict")
    currency_id = fields.Many2one("res.currency", required=True, ondelete="restrict")
    user_id = fields.Many2one(
        "res.users", string="Closed by", required=True, ondelete="restrict"
    )
    opened_at = fields.Datetime(required=True)
    closed_at = fields.Datetime(required=True)
    order_count = fields.Integer(string="Orders")
    sales_total = fields.Monetary(string="Sales incl. tax")
    refunds_total = fields.Monetary(string="Refunds incl. tax")
    invoices_total = fields.Monetary(string="Invoices paid")
    cash_opening = fields.Monetary(string="Opening float")
    cash_moves = fields.Monetary(string="Cash in and out")
    taxes = fields.Json(string="Tax by rate")
    evidence = fields.Json(
        string="Terminal answers", help="Exactly as the terminals gave them"
    )
    note = fields.Text()
    line_ids = fields.One2many("garage.z.line", "report_id", string="Payment methods")
    difference_ids = fields.One2many("garage.z.difference", "report_id")
    difference_total = fields.Monetary(string="Terminal difference")
    slip_count = fields.Integer(
        string="Slips to be matched",
        help="Card payments of stand-alone terminals that only a slip proves",
    )
    slip_total = fields.Monetary(string="Amount to be matched")

    _session_uniq = models.Constraint(
        "unique(session_id)", "This session already has its Z report."
    )
    _number_uniq = models.Constraint(
        "unique(config_id, name)", "This Z report number is taken."
    )

    @api.model
    def _create_for_session(self, session, bank_diffs):
        """Write the report of a session that has just been closed."""
        existing = self.search([("session_id", "=", session.id)], limit=1)
        if existing:
            return existing
        rows = session._garage_terminal_rows()
        vals = self._prepare_vals(session)
        vals["line_ids"] = [
            fields.Command.create(line)
            for line in self._prepare_line_vals(session, rows, bank_diffs)
        ]
        vals["difference_ids"] = [
            fields.Command.create(missing)
            for row in rows
            for missing in row.get("missing", [])
        ]
        vals["difference_total"] = sum(row.get("difference", 0.0) for row in rows)
        return self.create(vals)

    @api.model
    def _prepare_vals(self, session):
        orders = session._get_closed_orders()
        paying = orders.filtered("garage_invoice_id")
        sales = orders - paying
        slips = session._garage_open_slips()
        return {
            "name": session.config_id._garage_next_z_number(),
            "config_id": session.config_id.id,
            "session_id": session.id,
            "company_id": session.company_id.id,
            "currency_id": session.currency_id.id,
            "user_id": self.env.user.id,
            "opened_at": session.start_at,
            "closed_at": session.stop_at or fields.Datetime.now(),
            "order_count": len(orders),
            "sales_total": sum(o.amount_total for o in sales if o.amount_total > 0),
            "refunds_total": sum(o.amount_total for o in sales if o.amount_total < 0),
            "invoices_total": sum(paying.mapped("amount_total")),
            "cash_opening": session.cash_register_balance_start,
            "cash_moves": session.cash_real_transaction,
            "taxes": self._taxes_by_rate(sales),
            "slip_count": len(slips),
            "slip_total": sum(slips.mapped("amount")),
            "evidence": session.garage_terminal_totals or {},
            "note": session.closing_notes,
        }

    @api.model
    def _taxes_by_rate(self, orders):
        """Add up base and tax of all sales: ``[{name, base, tax}]``."""
        totals = {}
        for order in orders:
            sign = -1 if order.amount_total < 0 else 1
            for data in self._tax_data(order):
                base, tax = totals.get(data["tax"].name, (0.0, 0.0))
                totals[data["tax"].name] = (
                    base + sign * data["base_amount_currency"],
                    tax + sign * data["tax_amount_currency"],
                )
        currency = orders.currency_id[:1]
        return [
            {"name": name, "base": currency.round(base), "tax": currency.round(tax)}
            for name, (base, tax) in sorted(totals.items())
        ]

    @api.model
    def _tax_data(self, order):
        tax_model = self.env["account.tax"]
        lines = order.lines._prepare_tax_base_line_values()
        tax_model._add_tax_details_in_base_lines(lines, order.company_id)
        tax_model._round_base_lines_tax_details(lines, order.company_id)
        return [data for line in lines for data in line["tax_details"]["taxes_data"]]

    @api.model
    def _prepare_line_vals(self, session, rows, bank_diffs):
        terminals = {method: row for row in rows for method in row["method_ids"]}
        return [
            self._prepare_method_vals(
                session, method, sequence, terminals.get(method.id), bank_diffs
            )
            for sequence, method in enumerate(session.payment_method_ids)
        ]

    @api.model
    def _prepare_method_vals(self, session, method, sequence, row, bank_diffs):
        payments = session._get_closed_orders().payment_ids.filtered(
            lambda p: p.payment_method_id == method
        )
        expected = sum(payments.mapped("amount"))
        counted = expected + bank_diffs.get(method.id, 0.0)
        if method == session.payment_method_ids.filtered("is_cash_count")[:1]:
            expected = session.cash_register_balance_end
            counted = session.cash_register_balance_end_real
        vals = {
            "sequence": sequence,
            "name": method.name,
            "kind": method.type,
            "number": len(payments),
            "expected": expected,
            "counted": counted,
            "difference": counted - expected,
        }
        if row and row["asked"]:
            vals.update(
                has_terminal=True,
                terminal_number=row["terminal_number"],
                terminal_amount=row["terminal"],
                terminal_difference=row["difference"],
            )
        return vals

    def _get_receipt_values(self):
        """What stands on the narrow paper, amounts as texts; empty without report."""
        if not self:
            return {}
        self.ensure_one()
        money = self.currency_id.format
        return {
            "id": self.id,
            "number": self.name,
            "register": self.config_id.name,
            "company": self.company_id.name,
            "opened": self._local_time(self.opened_at),
            "closed": self._local_time(self.closed_at),
            "user": self.user_id.name,
            "orders": self.order_count,
            "totals": [
                [self.env._("Sales incl. tax"), money(self.sales_total)],
                [self.env._("Refunds incl. tax"), money(self.refunds_total)],
                [self.env._("Invoices paid"), money(self.invoices_total)],
                *([tax["name"], money(tax["tax"])] for tax in self.taxes or []),
                [self.env._("Opening float"), money(self.cash_opening)],
                [self.env._("Cash in and out"), money(self.cash_moves)],
                *self._get_slip_rows(),
            ],
            "methods": [line._get_receipt_values() for line in self.line_ids],
            "missing": [
                [missing.name, money(missing.terminal_amount - missing.till_amount)]
                for missing in self.difference_ids
            ],
        }

    def _get_slip_rows(self):
        """Slips that somebody has to find on the terminal's list, if there are any."""
        if not self.slip_count:
            return []
        name = self.env._("Slips to be matched (%(count)s)", count=self.slip_count)
        return [[name, self.currency_id.format(self.slip_total)]]

    def _local_time(self, moment):
        local = fields.Datetime.context_timestamp(self, moment)
        return local.strftime("%d-%m-%Y %H:%M")
