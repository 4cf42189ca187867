from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain import states

PRICES = "garage_workorder.group_garage_prices"


class GarageWorkorder(models.Model):
    """Jobs of a work order and the sales orders they are priced on."""

    _inherit = "garage.workorder"

    amount_total = fields.Monetary(
        compute="_compute_amounts", store=True, groups=PRICES, string="Total"
    )
    amount_approved = fields.Monetary(
        compute="_compute_amounts", store=True, groups=PRICES, string="Approved"
    )
    amount_declined = fields.Monetary(
        compute="_compute_amounts", store=True, groups=PRICES, string="Declined"
    )
    line_ids = fields.One2many(
        "sale.order.line", "garage_workorder_id", string="Lines", groups=PRICES
    )
    job_count = fields.Integer(compute="_compute_job_counts")
    job_done_count = fields.Integer(compute="_compute_job_counts")
    sale_order_count = fields.Integer(
        compute="_compute_sale_order_count", compute_sudo=True
    )

    @api.depends(
        "job_ids.amount_total",
        "job_ids.approved_amount",
        "job_ids.declined_amount",
        "job_ids.state",
    )
    def _compute_amounts(self):
        for workorder in self:
            jobs = workorder.job_ids
            live = jobs.filtered(lambda job: job.state not in ("declined", "cancelled"))
            approved = jobs.filtered(lambda job: job.state in states.APPROVED)
            declined = jobs.filtered(lambda job: job.state == "declined")
            workorder.amount_total = sum(live.mapped("amount_total"))
            workorder.amount_approved = sum(approved.mapped("approved_amount"))
            workorder.amount_declined = sum(declined.mapped("declined_amount"))

    @api.depends("job_ids.state")
    def _compute_job_counts(self):
        for workorder in self:
            jobs = workorder.job_ids.mapped("state")
            live = [state for state in jobs if state not in ("declined", "cancelled")]
            workorder.job_count = len(live)
            workorder.job_done_count = live.count("done")

    @api.depends("sale_order_ids")
    def _compute_sale_order_count(self):
        for workorder in self:
            workorder.sale_order_count = len(workorder.sale_order_ids)

    def action_view_sale_orders(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("sale.action_orders")
        orders = self.sale_order_ids
        action["domain"] = [("id", "in", orders.ids)]
        action["context"] = {"default_garage_workorder_id": self.id}
        if len(orders) == 1:
            action.update(res_id=orders.id, view_mode="form", views=[(False, "form")])
        return action

    def add_job_from_template(self, template_id):
        """Add one priced job from a template (id or record) and return it."""
        templates = self.env["garage.job.template"]
        if isinstance(template_id, int):
            templates = templates.browse(template_id)
        else:
            templates = template_id
        return self.add_jobs_from_templates(templates)

    def add_jobs_from_templates(self, templates):
        """Add several priced jobs at once; all lines are created in one go."""
        self.ensure_one()
        self._check_open()
        templates = templates.with_context(lang=self._get_customer_lang())
        jobs = self.env["garage.job"].create(
            [
                {
                    "workorder_id": self.id,
                    "name": template.name,
                    "template_id": template.id,
                    "finding": template.description,
                }
                for template in templates
            ]
        )
        jobs._fill_from_templates()
        return jobs

    def add_declined_job(self, job_id):
        """Offer again a job that was declined at an earlier visit; return it."""
        self.ensure_one()
        self._check_open()
        old = self.env["garage.job"].browse(job_id)
        if old.workorder_id.vehicle_id != self.vehicle_id or old.state != "declined":
            raise UserError(self.env._("This job was not declined for this vehicle."))
        job = self.env["garage.job"].create(
            {
                "workorder_id": self.id,
                "name": old.name,
                "finding": old.finding,
                "severity": old.severity,
                "template_id": old.template_id.id,
                "reoffered_from_id": old.id,
            }
        )
        job.add_lines(old._get_declined_line_vals())
        return job

    def _check_open(self):
        self.ensure_one()
        if self.state in ("handed_over", "cancelled"):
            raise UserError(
                self.env._(
                    "%(name)s is closed. Create a new work order for more work.",
                    name=self.name,
                )
            )

    def _orders(self):
        # the order of a work order follows it: whoever reaches the work order in a
        # private method may act on its orders, also the mechanic without sales rights
        return self.sudo().sale_order_ids

    def _get_open_order(self):
        """The customer's quotation that new jobs join: one that was not approved."""
        self.ensure_one()
        orders = self._customer_orders().filtered(
            lambda order: order.state in ("draft", "sent")
        )
        return orders[:1] or self._create_order()

    def _create_order(self, kind="customer", payer=None):
        # reached by everyone who may add a job; see _orders
        orders = self.env["sale.order"].sudo().with_company(self.company_id)
        return orders.create(self._prepare_order_vals(kind, payer))

    def _prepare_order_vals(self, kind="customer", payer=None):
        self.ensure_one()
        return {
            **self._prepare_order_partner_vals(kind, payer),
            "garage_workorder_id": self.id,
            "company_id": self.company_id.id,
            "user_id": self.adviser_id.id,
            "origin": self.name,
            "client_order_ref": self.vehicle_id.plate,
            "require_signature": False,
            "require_payment": False,
        }

    def _sync_state(self):
        """Move each work order to where its jobs say that it stands."""
        for workorder in self:
            jobs = workorder.job_ids
            state = states.next_state(
                workorder.state,
                jobs.mapped("state"),
                jobs._has_missing_parts(),
            )
            if state != workorder.state:
                workorder._set_state(state)
