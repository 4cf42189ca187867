from odoo import api, fields, models

from ..domain.labour_times import LabourTime
from ..domain.number import normalize

#: fields that say for which vehicles a time holds
SCOPE = (
    "vehicle_type_id", "make", "model", "year_from", "year_to", "engine_code", "kw",
    "variant", "valid_from",
)  # fmt: skip


class GarageLabourTime(models.Model):
    """The hours of an operation for some vehicles; what is empty holds for all."""

    _name = "garage.labour.time"
    _description = "Labour time"
    _order = "operation_id, make, model, year_from, engine_code, variant, id"
    _check_company_auto = True

    operation_id = fields.Many2one(
        "garage.labour.operation", required=True, ondelete="cascade", index=True
    )
    list_id = fields.Many2one(related="operation_id.list_id", store=True, index=True)
    company_id = fields.Many2one(
        related="operation_id.company_id", store=True, index=True
    )
    active = fields.Boolean(default=True)
    vehicle_type_id = fields.Many2one(
        "garage.vehicle.type",
        "Catalogue vehicle",
        ondelete="cascade",
        index="btree_not_null",
        help="In place of make, model and years.",
    )
    make = fields.Char()
    make_norm = fields.Char(compute="_compute_make_norm", store=True, precompute=True)
    model = fields.Char()
    year_from = fields.Integer("Year from")
    year_to = fields.Integer("Year to", help="Empty: still built")
    engine_code = fields.Char("Engine")
    kw = fields.Integer("Power (kW)")
    variant = fields.Char(help="Offered beside the plain time: with air conditioning.")
    hours = fields.Float(required=True, digits=(6, 2))
    specs = fields.Text(help="For these vehicles; else those of the operation.")
    valid_from = fields.Date("Valid from")
    valid_to = fields.Date("Valid to")
    scope_key = fields.Char(compute="_compute_scope_key", store=True, precompute=True)

    _scope_uniq = models.UniqueIndex(
        "(operation_id, scope_key)",
        "This operation has a time for the same vehicles already.",
    )
    _hours_positive = models.Constraint(
        "CHECK (hours > 0)", "The hours must be more than nothing."
    )
    _model_of_make = models.Constraint(
        "CHECK (model IS NULL OR model = '' OR make <> '')",
        "Name the make of the model.",
    )
    _years_in_order = models.Constraint(
        "CHECK (COALESCE(year_to, 0) = 0 OR year_to >= COALESCE(year_from, 0))",
        "The last year comes before the first one.",
    )

    @api.depends("make")
    def _compute_make_norm(self):
        for time in self:
            time.make_norm = normalize(time.make)

    @api.depends(*SCOPE)
    def _compute_scope_key(self):
        for time in self:
            time.scope_key = self._get_scope_key({name: time[name] for name in SCOPE})

    @api.model
    def _get_scope_key(self, values):
        """For which vehicles a time holds, in comparable form."""
        type_id = values.get("vehicle_type_id")
        parts = [str(int(type_id or 0))]
        parts += [normalize(values.get(name)) for name in ("make", "model")]
        parts += [str(values.get(name) or 0) for name in ("year_from", "year_to")]
        parts += [normalize(values.get("engine_code")), str(values.get("kw") or 0)]
        parts += [normalize(values.get("variant")), str(values.get("valid_from") or "")]
        return "/".join(parts)

    def _get_fact(self):
        """The time as the rule in domain/ takes it."""
        self.ensure_one()
        return LabourTime(
            hours=self.hours,
            ref=self.id,
            type_id=self.vehicle_type_id.id or 0,
            make=self.make or "",
            model=self.model or "",
            year_from=self.year_from,
            year_to=self.year_to,
            engine_code=self.engine_code or "",
            kw=self.kw,
            variant=self.variant or "",
            valid_from=self.valid_from or None,
            valid_to=self.valid_to or None,
        )

    def _get_scope_text(self):
        """For which vehicles the time holds, as people write it."""
        self.ensure_one()
        if self.vehicle_type_id:
            return self.vehicle_type_id.display
        years = ""
        if self.year_from or self.year_to:
            years = f"{self.year_from or ''}-{self.year_to or ''}"
            if self.year_from == self.year_to:
                years = str(self.year_from)
        power = f"{self.kw} kW" if self.kw else ""
        parts = (self.make, self.model, years, self.engine_code, power)
        return " ".join(part for part in parts if part)
