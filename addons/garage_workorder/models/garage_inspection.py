from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain import inspection

RESULTS = [
    ("none", "Not checked"),
    ("green", "Good"),
    ("amber", "Soon"),
    ("red", "Urgent"),
]


class GarageInspection(models.Model):
    """One sheet filled for one visit; several people may fill it together."""

    _name = "garage.inspection"
    _description = "Inspection"
    _order = "started_at desc, id desc"
    _check_company_auto = True
    _rec_name = "sheet_id"

    workorder_id = fields.Many2one(
        "garage.workorder",
        string="Work order",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="workorder_id.company_id", store=True, index=True, precompute=True
    )
    vehicle_id = fields.Many2one(
        related="workorder_id.vehicle_id", store=True, index=True, precompute=True
    )
    plate = fields.Char(related="vehicle_id.plate")
    plate_country_code = fields.Char(related="vehicle_id.plate_country_code")
    sheet_id = fields.Many2one(
        "garage.inspection.sheet",
        required=True,
        check_company=True,
        ondelete="restrict",
    )
    job_id = fields.Many2one(
        "garage.job",
        index="btree_not_null",
        ondelete="set null",
        help="The job during which the sheet was filled.",
    )
    state = fields.Selection(
        [("open", "In progress"), ("done", "Finished")],
        default="open",
        required=True,
        index=True,
        readonly=True,
    )
    started_at = fields.Datetime(
        string="Started", default=fields.Datetime.now, required=True
    )
    done_at = fields.Datetime(string="Finished on", readonly=True, copy=False)
    user_id = fields.Many2one(
        "res.users", string="By", default=lambda self: self.env.user, required=True
    )
    odometer = fields.Integer(related="workorder_id.odometer_in")
    line_ids = fields.One2many(
        "garage.inspection.line", "inspection_id", string="Items"
    )
    finding_ids = fields.One2many(
        "garage.inspection.line",
        "inspection_id",
        string="Findings",
        domain=[("result", "in", ("amber", "red"))],
    )
    result = fields.Selection(RESULTS, compute="_compute_counts", store=True)
    green_count = fields.Integer(compute="_compute_counts", store=True, string="Good")
    amber_count = fields.Integer(compute="_compute_counts", store=True, string="Soon")
    red_count = fields.Integer(compute="_compute_counts", store=True, string="Urgent")
    unchecked_count = fields.Integer(
        compute="_compute_counts", store=True, string="Not checked"
    )
    customer_state = fields.Selection(
        [
            ("later", "With the estimate"),
            ("shown", "Shown"),
            ("hidden", "Hidden"),
        ],
        string="To the customer",
        default="later",
        required=True,
    )
    result_text = fields.Char(compute="_compute_result_text", string="Found")
    summary = fields.Text(
        string="Words to the customer", help="Stands above the report."
    )

    _workorder_sheet_uniq = models.UniqueIndex(
        "(workorder_id, sheet_id)", "This sheet is already open for this visit."
    )

    @api.depends("line_ids.result", "line_ids.kind")
    def _compute_counts(self):
        for record in self:
            items = record.line_ids.filtered(lambda line: line._counts())
            counts = inspection.count(line.result or "none" for line in items)
            record.green_count = counts["green"]
            record.amber_count = counts["amber"]
            record.red_count = counts["red"]
            record.unchecked_count = counts["none"]
            record.result = inspection.worst(line.result or "none" for line in items)

    @api.depends("red_count", "amber_count", "green_count", "unchecked_count")
    @api.depends_context("lang")
    def _compute_result_text(self):
        _ = self.env._
        for record in self:
            parts = [
                (record.red_count, _("%(count)s urgent", count=record.red_count)),
                (record.amber_count, _("%(count)s soon", count=record.amber_count)),
                (record.green_count, _("%(count)s good", count=record.green_count)),
                (
                    record.unchecked_count,
                    _("%(count)s not checked", count=record.unchecked_count),
                ),
            ]
            record.result_text = ", ".join(text for count, text in parts if count)

    @api.depends("sheet_id.name", "workorder_id.name")
    def _compute_display_name(self):
        for record in self:
            record.display_name = f"{record.sheet_id.name} {record.workorder_id.name}"

    @api.model_create_multi
    def create(self, vals_list):
        inspections = super().create(vals_list)
        inspections._take_items()
        return inspections

    def action_finish(self):
        """Close the sheet: tell the adviser and the vehicle's history, once."""
        for record in self.filtered(lambda record: record.state == "open"):
            if not record.line_ids.filtered(lambda line: line.result != "none"):
                raise UserError(
                    self.env._(
                        "Nothing on “%(sheet)s” was checked yet.",
                        sheet=record.sheet_id.name,
                    )
                )
            first = not record.done_at
            record.write({"state": "done", "done_at": fields.Datetime.now()})
            record._tell_result(first)

    def action_reopen(self):
        """Take the sheet up again; what was entered stays."""
        self.write({"state": "open"})

    def action_show(self):
        """Show the report on the customer's page now, without an estimate."""
        self.check_access("write")
        self.customer_state = "shown"

    def action_hide(self):
        self.check_access("write")
        self.customer_state = "hidden"

    def action_open_phone(self):
        """Fill the sheet with big buttons, on this screen or the phone."""
        self.ensure_one()
        return self.workorder_id._open_phone(self.sheet_id)

    def action_print(self):
        report = self.env.ref("garage_workorder.action_report_inspection")
        return report.report_action(self)

    def _take_items(self):
        """Copy the items of the sheet, so that a changed sheet changes no report."""
        vals_list = []
        for record in self:
            group = self.env["garage.inspection.sheet.line"]
            for item in record.sheet_id.line_ids:
                if item.kind == "group":
                    group = item
                    continue
                vals_list.append(
                    record.line_ids._prepare_item_vals(record, item, group)
                )
        base = self.env["garage.inspection.line"].with_context(lang="en_US")
        base.create(vals_list)._copy_texts()

    def _tell_result(self, first):
        """Message for the adviser, line on the vehicle's timeline."""
        self.ensure_one()
        text = self._get_result_text()
        # the mechanic may fill sheets but not write on work orders or vehicles
        workorder = self.sudo().workorder_id
        workorder.message_post(body=text, author_id=self.env.user.partner_id.id)
        workorder._notify_board()
        if first:
            workorder.vehicle_id._add_event(
                "inspection", text, record=self, odometer=self.odometer
            )

    def _get_result_text(self):
        self.ensure_one()
        return self.env._(
            "%(sheet)s: %(red)s urgent, %(amber)s soon, %(green)s good",
            sheet=self.sheet_id.name,
            red=self.red_count,
            amber=self.amber_count,
            green=self.green_count,
        )
