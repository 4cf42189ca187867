from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain import states


class GarageWorkorder(models.Model):
    """The bill: one invoice for everything approved, nothing beyond."""

    _inherit = "garage.workorder"

    invoice_ids = fields.Many2many(
        "account.move",
        compute="_compute_invoice_ids",
        compute_sudo=True,
        string="Invoices",
        groups="garage_workorder.group_garage_prices",
    )
    invoice_count = fields.Integer(compute="_compute_invoice_ids", compute_sudo=True)

    @api.depends("sale_order_ids.invoice_ids")
    def _compute_invoice_ids(self):
        for workorder in self:
            invoices = workorder._invoices()
            workorder.invoice_ids = invoices
            workorder.invoice_count = len(invoices)

    def action_view_invoices(self):
        self.ensure_one()
        invoices = self._invoices()
        if len(invoices) != 1:
            return self._orders().action_view_invoice(invoices=invoices)
        # the usual case, right after billing, without reading the action of the list
        return invoices._get_records_action(
            name=self.env._("Invoice"), context={"default_move_type": "out_invoice"}
        )

    def action_create_invoice(self):
        """Post the bill now, e.g. for a customer on account."""
        self.ensure_one()
        self.check_access("write")
        self._ensure_final_invoice()
        return self.action_view_invoices()

    def _invoices(self):
        return self._orders().invoice_ids.sorted("id")

    def _get_billable_lines(self):
        """Lines of approved jobs that are on no invoice yet."""
        lines = self._orders().filtered(lambda order: order.state == "sale").order_line
        return lines.filtered(
            lambda line: (
                not line.display_type
                and (line.garage_job_id | line.garage_for_job_id).state
                in states.APPROVED
                and line.qty_to_invoice
            )
        )

    def _get_amount_due(self):
        """What the customer still owes for this visit, billed or not, incl. taxes."""
        self.ensure_one()
        posted = self._customer_invoices().filtered(lambda move: move.state == "posted")
        billed = sum(posted.mapped("amount_residual_signed"))
        jobs = self.sudo().job_ids.filtered(lambda job: job.state in states.APPROVED)
        unbilled = sum(
            line.price_total
            for job in jobs
            for line in job._get_customer_lines()
            if line.product_uom_qty and not line.qty_invoiced
        )
        return self.currency_id.round(billed + unbilled - self._get_deposit_left())

    def _check_billable(self):
        """Rule 6: work beyond the approval plus tolerance is not billed.

        Called before every invoice of a work order, whoever makes it.
        """
        for workorder in self.sudo():
            raised = workorder.job_ids.filtered("needs_approval")
            if raised:
                workorder._refuse_raised(raised[0])
            loose = workorder._orders().order_line.filtered(
                lambda line: line._is_loose_garage_line()
            )
            if loose:
                raise UserError(
                    workorder.env._(
                        "“%(line)s” on %(order)s belongs to no job, so nobody approved "
                        "it. Move it to a job and send that for approval.",
                        line=loose[0].name,
                        order=loose[0].order_id.name,
                    )
                )

    def _refuse_raised(self, job):
        def money(amount):
            return self.currency_id.format(amount)

        raise UserError(
            self.env._(
                "“%(job)s” costs %(total)s but only %(approved)s is approved. "
                "Send it for approval again, or let a manager override it "
                "with a reason.",
                job=job.name,
                total=money(job.amount_total),
                approved=money(job._get_allowed_base()),
            )
        )

    def _ensure_final_invoice(self):
        """Post one invoice per payer for everything approved; return the customer's.

        Empty when others pay everything. Idempotent: the work order is locked, what is
        on an invoice is not billed again. Private, because the till, the payment page
        and the hand-over call it for users without accounting rights after they
        checked their own conditions.
        """
        self.ensure_one()
        workorder = self.sudo().with_company(self.company_id)
        workorder.lock_for_update()
        workorder.invalidate_recordset(["invoice_ids"])
        workorder._check_billable()
        drafts = workorder._invoices().filtered(lambda move: move.state == "draft")
        if workorder._get_billable_lines() or workorder._has_deposit_to_return():
            drafts |= workorder._create_final_invoice()
        if drafts:
            drafts.action_post()
        bill = (drafts & workorder._customer_invoices()).sorted("id")[-1:]
        return (bill or workorder._get_last_invoice()).with_env(self.env)

    def _create_final_invoice(self):
        self._check_jobs_finished()
        return self._get_orders_to_bill()._create_invoices(final=True)

    def _check_jobs_finished(self):
        if self.job_ids.filtered(lambda job: job.state in states.RUNNING):
            raise UserError(
                self.env._(
                    "Work on %(name)s is still going on. Finish it before billing.",
                    name=self.name,
                )
            )

    def _get_last_invoice(self):
        """The customer's last bill, an open one first; empty when others pay all."""
        posted = self._invoices().filtered(
            lambda move: move.state == "posted" and move.move_type == "out_invoice"
        )
        if not posted:
            raise UserError(
                self.env._(
                    "Nothing on %(name)s is approved, so there is nothing to bill.",
                    name=self.name,
                )
            )
        own = posted & self._customer_invoices()
        return (own.filtered("amount_residual") or own)[-1:]
