from odoo import api, fields, models
from odoo.fields import Domain

from ..domain.number import normalize


class GarageLabourOperation(models.Model):
    """Something a labour list gives the time for: brake pads front, renew."""

    _name = "garage.labour.operation"
    _description = "Labour operation"
    _order = "list_id, code, id"
    _rec_names_search = ["name", "code"]
    _check_company_auto = True

    list_id = fields.Many2one(
        "garage.labour.list",
        "Labour list",
        required=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(related="list_id.company_id", store=True, index=True)
    active = fields.Boolean(default=True)
    code = fields.Char(required=True)
    code_norm = fields.Char(
        compute="_compute_code_norm", store=True, precompute=True, index=True
    )
    name = fields.Char(required=True, translate=True)
    group = fields.Char(help="Main group and assembly, for example: Brakes / Front.")
    skill = fields.Selection(
        [
            ("mechanic", "Mechanic"),
            ("electric", "Electrics"),
            ("body", "Body"),
            ("paint", "Paint"),
            ("diagnostic", "Diagnosis"),
        ],
        default="mechanic",
        required=True,
    )
    hours = fields.Float(
        "Hours for all vehicles",
        digits=(6, 2),
        help="Holds where no time per vehicle does.",
    )
    setup = fields.Boolean("Preparation", help="Charged once per visit.")
    include_ids = fields.Many2many(
        "garage.labour.operation",
        "garage_labour_operation_include",
        "operation_id",
        "included_id",
        string="Contains",
        domain="[('list_id', '=', list_id)]",
        help="Operations whose time is part of this one.",
    )
    specs = fields.Text(help="Torques, fillings, tools: shown with the hours.")
    time_ids = fields.One2many("garage.labour.time", "operation_id", "Times")
    time_count = fields.Integer("Times per vehicle", compute="_compute_time_count")

    _code_uniq = models.UniqueIndex(
        "(list_id, code_norm)", "This list has an operation with this code already."
    )
    _hours_positive = models.Constraint(
        "CHECK (hours >= 0)", "Hours cannot be negative."
    )

    @api.depends("time_ids")
    def _compute_time_count(self):
        counts = dict(
            self.env["garage.labour.time"]._read_group(
                [("operation_id", "in", self.ids)], ["operation_id"], ["__count"]
            )
        )
        for operation in self:
            operation.time_count = counts.get(operation, 0)

    @api.depends("code")
    def _compute_code_norm(self):
        for operation in self:
            operation.code_norm = normalize(operation.code)

    @api.depends("code", "name")
    def _compute_display_name(self):
        for operation in self:
            operation.display_name = f"{operation.code} {operation.name}"

    @api.model
    def _get_text_domain(self, text):
        """Operations whose code begins with the text, or that have all its words."""
        number = normalize(text)
        words = Domain.AND(
            Domain("name", "ilike", word) | Domain("group", "ilike", word)
            for word in text.split()
        )
        if not number:
            return words
        return words | Domain("code_norm", "=like", f"{number}%")
