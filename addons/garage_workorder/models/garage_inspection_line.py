from odoo import api, fields, models
from odoo.tools import format_date
from odoo.tools.misc import formatLang

from ..domain import inspection
from .garage_inspection import RESULTS

#: words of the sheet that are kept in every language
TEXTS = ("name", "group_name", "unit")
#: what a phone or an adviser may say about an item
ENTERED = ("result", "value", "has_value", "answer", "note")


class GarageInspectionLine(models.Model):
    """What was found at one item: colour, value, words, photos."""

    _name = "garage.inspection.line"
    _description = "Inspected item"
    _order = "inspection_id desc, sequence, id"
    _check_company_auto = True

    inspection_id = fields.Many2one(
        "garage.inspection", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="inspection_id.company_id", store=True, precompute=True
    )
    workorder_id = fields.Many2one(
        related="inspection_id.workorder_id", store=True, index=True, precompute=True
    )
    vehicle_id = fields.Many2one(
        related="inspection_id.vehicle_id", store=True, precompute=True
    )
    sheet_line_id = fields.Many2one("garage.inspection.sheet.line", ondelete="set null")
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True, readonly=True)
    group_name = fields.Char(string="Group", translate=True, readonly=True)
    kind = fields.Selection(
        [
            ("light", "Green, amber, red"),
            ("measure", "Measurement"),
            ("yes_no", "Yes or no"),
            ("note", "Note"),
            ("sketch", "Damage sketch"),
        ],
        default="light",
        required=True,
        readonly=True,
    )
    code = fields.Char(string="Compare as", readonly=True)
    unit = fields.Char(translate=True, readonly=True)
    decimals = fields.Integer(readonly=True)
    worse = fields.Selection([("lower", "Lower"), ("higher", "Higher")], readonly=True)
    amber_limit = fields.Float(digits=(16, 3), readonly=True)
    red_limit = fields.Float(digits=(16, 3), readonly=True)
    value = fields.Float(digits=(16, 3), string="Measured")
    has_value = fields.Boolean()
    answer = fields.Selection([("yes", "Yes"), ("no", "No")])
    result = fields.Selection(
        RESULTS,
        compute="_compute_result",
        store=True,
        readonly=False,
        default="none",
        required=True,
    )
    note = fields.Text(string="Mechanic's note")
    own_text = fields.Text()
    customer_text = fields.Text(
        string="Text for the customer",
        compute="_compute_customer_text",
        inverse="_inverse_customer_text",
    )
    customer_visible = fields.Boolean(
        string="Shown",
        compute="_compute_customer_visible",
        store=True,
        readonly=False,
        help="Stands on the customer's page and on the printed report.",
    )
    media_ids = fields.One2many(
        "garage.inspection.media", "line_id", string="Photos and videos"
    )
    template_id = fields.Many2one(
        "garage.job.template", string="Job to propose", check_company=True
    )
    job_id = fields.Many2one(
        "garage.job",
        string="Proposed job",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    checked_at = fields.Datetime(string="Checked", readonly=True)
    user_id = fields.Many2one("res.users", string="Checked by", readonly=True)
    value_text = fields.Char(compute="_compute_value_text", string="Measurement")
    previous_id = fields.Many2one(
        "garage.inspection.line", compute="_compute_previous_id", string="Last visit"
    )
    previous_text = fields.Char(compute="_compute_previous_text", string="Before")

    _vehicle_code_idx = models.Index("(vehicle_id, code, checked_at DESC)")
    _inspection_item_uniq = models.UniqueIndex(
        "(inspection_id, sheet_line_id) WHERE sheet_line_id IS NOT NULL",
        "This item is already on the sheet.",
    )

    @api.depends("value", "has_value", "answer")
    def _compute_result(self):
        for line in self:
            line.result = line._get_result_by_rule() or line.result or "none"

    @api.depends("own_text", "note", "result")
    @api.depends_context("lang")
    def _compute_customer_text(self):
        for line in self:
            bad = line.result in ("amber", "red")
            advice = line.sheet_line_id.advice if bad else ""
            line.customer_text = line.own_text or line.note or advice

    def _inverse_customer_text(self):
        for line in self:
            line.own_text = line.customer_text

    @api.depends("result")
    def _compute_customer_visible(self):
        for line in self:
            line.customer_visible = line.result != "none"

    @api.depends("value", "has_value", "answer", "unit", "decimals")
    @api.depends_context("lang")
    def _compute_value_text(self):
        labels = dict(self._fields["answer"]._description_selection(self.env))
        for line in self:
            line.value_text = line._format(line.value) or labels.get(line.answer, "")

    def _compute_previous_id(self):
        earlier = self._search_checked(self.vehicle_id, set(self.mapped("code")))
        for line in self:
            moment = line.checked_at or fields.Datetime.now()
            line.previous_id = earlier.filtered(
                lambda other, line=line, moment=moment: (
                    other.code == line.code
                    and other.vehicle_id == line.vehicle_id
                    and other.workorder_id != line.workorder_id
                    and other.checked_at < moment
                )
            )[:1]

    @api.depends_context("lang")
    def _compute_previous_text(self):
        labels = dict(self._fields["result"]._description_selection(self.env))
        for line in self:
            before = line.previous_id
            line.previous_text = ""
            if before:
                line.previous_text = self.env._(
                    "%(what)s (%(date)s)",
                    what=before.value_text or labels[before.result],
                    date=format_date(
                        self.env, before.checked_at, date_format="d MMM yyyy"
                    ),
                )

    def write(self, vals):
        vals = dict(vals)
        if "value" in vals:
            vals.setdefault("has_value", True)
        if set(ENTERED) & set(vals):
            vals.setdefault("checked_at", fields.Datetime.now())
            vals.setdefault("user_id", self.env.uid)
        return super().write(vals)

    @api.model
    def _search_checked(self, vehicles, codes):
        """Items of vehicles that were checked under these words, latest first."""
        return self.search(
            [
                ("vehicle_id", "in", vehicles.ids),
                ("code", "in", list(codes)),
                ("result", "!=", "none"),
                ("checked_at", "!=", False),
            ],
            order="checked_at desc, id desc",
        )

    def _get_result_by_rule(self):
        """Colour that follows from the value or the answer; empty for a light."""
        self.ensure_one()
        if self.kind == "measure" and self.has_value:
            return inspection.colour_of_value(self.value, self._get_limits())
        if self.kind == "yes_no" and self.answer:
            item = self.sheet_line_id
            yes, no = item.yes_result or "green", item.no_result or "amber"
            return inspection.colour_of_answer(self.answer, yes, no)
        return ""

    def _get_limits(self):
        if not self.worse:
            return None
        return inspection.Limits(self.amber_limit, self.red_limit, self.worse)

    def _format(self, value):
        """A value as people write it, with its unit; empty when nothing is measured."""
        if self.kind != "measure" or not self.has_value:
            return ""
        number = formatLang(self.env, value, digits=self.decimals)
        return f"{number} {self.unit or ''}".strip()

    def _counts(self):
        """Whether the item belongs to what has to be checked."""
        return self.kind not in ("note", "sketch")

    def _prepare_item_vals(self, record, item, group):
        item, group = item.with_context(lang="en_US"), group.with_context(lang="en_US")
        return {
            "inspection_id": record.id,
            "sheet_line_id": item.id,
            "sequence": item.sequence,
            "name": item.name,
            "group_name": group.name,
            "kind": item.kind,
            "code": item._get_compare_code(),
            "unit": item.unit,
            "decimals": item.decimals,
            "worse": item.worse,
            "amber_limit": item.amber_limit,
            "red_limit": item.red_limit,
            "template_id": item.template_id.id,
        }

    def _copy_texts(self):
        """Keep the sheet's words in the other languages, as they were on this day."""
        for code, _name in self.env["res.lang"].get_installed():
            if code == "en_US":
                continue
            for line in self.with_context(lang=code):
                texts = line._get_sheet_texts()
                changed = {
                    name: text for name, text in texts.items() if text != line[name]
                }
                if changed:
                    line.write(changed)

    def _get_sheet_texts(self):
        item = self.sheet_line_id
        groups = item.sheet_id.line_ids.filtered(
            lambda other: other.kind == "group" and other.sequence <= item.sequence
        )
        return {
            "name": item.name,
            "group_name": groups[-1:].name,
            "unit": item.unit,
        }
