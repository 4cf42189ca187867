from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain import states

#: fields that change what the board shows
BOARD_FIELDS = frozenset(
    {"state", "promised_at", "adviser_id", "key_state", "key_tag", "vehicle_id"}
)


class GarageWorkorder(models.Model):
    """One visit of a vehicle, from the intake to the hand-over of the key."""

    _name = "garage.workorder"
    _description = "Work order"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "promised_at, id desc"
    _check_company_auto = True
    _rec_names_search = ["name", "vehicle_id.plate_key", "partner_id.name"]

    name = fields.Char(
        string="Number",
        required=True,
        readonly=True,
        copy=False,
        default="/",
        index="trigram",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    vehicle_id = fields.Many2one(
        "garage.vehicle",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    plate = fields.Char(related="vehicle_id.plate")
    plate_country_id = fields.Many2one(related="vehicle_id.plate_country_id")
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        check_company=True,
        tracking=True,
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    partner_phone = fields.Char(related="partner_id.phone", string="Phone")
    bill_to_id = fields.Many2one(
        "res.partner",
        string="Bill to",
        check_company=True,
        compute="_compute_bill_to_id",
        store=True,
        readonly=False,
        precompute=True,
        help="Who receives the invoice: the customer, a lease company or an insurer.",
    )
    adviser_id = fields.Many2one(
        "res.users",
        default=lambda self: self.env.user,
        index=True,
        tracking=True,
    )
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("checked_in", "Checked in"),
            ("diagnosis", "Diagnosis"),
            ("awaiting_approval", "Awaiting approval"),
            ("waiting_parts", "Waiting for parts"),
            ("in_progress", "In progress"),
            ("quality_check", "Quality check"),
            ("ready", "Ready"),
            ("handed_over", "Handed over"),
            ("cancelled", "Cancelled"),
        ],
        default="planned",
        required=True,
        index=True,
        tracking=True,
        group_expand=True,
        copy=False,
    )
    complaint = fields.Text(help="What the customer says, in the customer's words.")
    promised_at = fields.Datetime(string="Promised", index=True, tracking=True)
    odometer_in = fields.Integer(string="Odometer", help="Kilometres at the intake.")
    key_tag = fields.Char(copy=False, tracking=True)
    key_state = fields.Selection(
        [
            ("none", "No key"),
            ("in_shop", "In the workshop"),
            ("handed_over", "Handed over"),
        ],
        string="Key",
        default="none",
        required=True,
        copy=False,
    )
    key_move_ids = fields.One2many("garage.key.move", "workorder_id", string="Key log")
    job_ids = fields.One2many("garage.job", "workorder_id", string="Jobs")
    approval_ids = fields.One2many(
        "garage.approval", "workorder_id", string="Approvals"
    )
    sale_order_ids = fields.One2many(
        "sale.order", "garage_workorder_id", string="Orders"
    )
    checked_in_at = fields.Datetime(
        string="Checked in", readonly=True, copy=False, index="btree_not_null"
    )
    ready_at = fields.Datetime(readonly=True, copy=False)
    handed_over_at = fields.Datetime(readonly=True, copy=False, index="btree_not_null")
    estimate_sent_at = fields.Datetime(readonly=True, copy=False)
    next_step = fields.Char(compute="_compute_next_step")

    _name_company_uniq = models.UniqueIndex(
        "(name, company_id)", "This work order number is already used."
    )

    @api.depends("vehicle_id")
    def _compute_partner_id(self):
        for workorder in self:
            if workorder.vehicle_id and not workorder.partner_id:
                workorder.partner_id = workorder.vehicle_id.owner_id

    @api.depends("vehicle_id", "partner_id")
    def _compute_bill_to_id(self):
        for workorder in self:
            workorder.bill_to_id = workorder._get_default_bill_to()

    @api.depends("state", "job_ids.state", "job_ids.needs_approval")
    def _compute_next_step(self):
        for workorder in self:
            jobs = workorder.job_ids
            step = states.next_step(workorder.state, jobs.mapped("state"))
            raised = workorder.state in states.MOVING and any(
                jobs.mapped("needs_approval")
            )
            workorder.next_step = "send_estimate" if raised else step

    @api.depends("name", "vehicle_id.plate")
    def _compute_display_name(self):
        for workorder in self:
            parts = [workorder.name, workorder.vehicle_id.plate]
            workorder.display_name = " ".join(part for part in parts if part)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("name", "/") == "/":
                vals["name"] = self._next_name(vals.get("company_id"))
        workorders = super().create(vals_list)
        workorders._notify_board()
        return workorders

    def write(self, vals):
        self._check_manual_step(vals)
        result = super().write(vals)
        if "partner_id" in vals or "bill_to_id" in vals:
            self._sync_order_partners()
        if BOARD_FIELDS & set(vals):
            self._notify_board()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if any(workorder.job_ids or workorder.sale_order_ids for workorder in self):
            raise UserError(
                self.env._(
                    "A work order with jobs is kept as history. Cancel it instead."
                )
            )

    @api.model
    def create_from_intake(self, values):
        """Create a checked-in work order from the intake screen; return its id.

        Keys: vehicle_id, partner_id, complaint, promised_at, odometer,
        odometer_reason, key_tag, adviser_id, bill_to_id, company_id.
        """
        names = (
            "vehicle_id",
            "partner_id",
            "bill_to_id",
            "complaint",
            "promised_at",
            "adviser_id",
            "company_id",
        )
        vals = {name: values[name] for name in names if values.get(name)}
        workorder = self.create(vals)
        workorder._check_in(
            odometer=int(values.get("odometer") or 0),
            key_tag=values.get("key_tag"),
            reason=values.get("odometer_reason"),
        )
        return workorder.id

    def _get_default_bill_to(self):
        self.ensure_one()
        if self.vehicle_id and self.partner_id == self.vehicle_id.owner_id:
            return self.vehicle_id._get_bill_to()
        return self.partner_id

    def _next_name(self, company_id):
        company = self.env["res.company"].browse(company_id) or self.env.company
        sequence = self.env["ir.sequence"].with_company(company)
        return sequence.next_by_code("garage.workorder") or "/"

    def _check_manual_step(self, vals):
        """Refuse a drop on the board that skips a step; events pass by context."""
        target = vals.get("state")
        if not target or self.env.context.get("garage_event"):
            return
        for workorder in self:
            if workorder.state == target:
                continue
            if not states.manual_step_allowed(workorder.state, target):
                workorder._refuse_step(target)

    def _refuse_step(self, target):
        labels = dict(self._fields["state"]._description_selection(self.env))
        raise UserError(
            self.env._(
                "%(name)s cannot go from “%(current)s” to “%(target)s” by hand. "
                "Use the buttons of the work order: they do what belongs to the step.",
                name=self.display_name,
                current=labels[self.state],
                target=labels[target],
            )
        )

    def _set_state(self, state, **vals):
        """Move on an event; the only way past the manual steps."""
        self.with_context(garage_event=True).write({"state": state, **vals})

    def _sync_order_partners(self):
        for workorder in self:
            orders = workorder._customer_orders().filtered(
                lambda order: order.state in ("draft", "sent")
            )
            orders.write(workorder._prepare_order_partner_vals())

    def _notify_board(self):
        """Tell open boards which work orders changed; the payload holds ids only."""
        if self.ids:
            # reached by everyone who may change a work order; the group is public
            group = self.env.ref("garage_base.group_garage_user").sudo()
            group._bus_send("garage_workorder", {"ids": self.ids})
