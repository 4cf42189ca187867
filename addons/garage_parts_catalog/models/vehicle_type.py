from odoo import api, fields, models

from ..domain.number import normalize


class GarageVehicleType(models.Model):
    """A vehicle as catalogues know it: make, model, years, engine."""

    _name = "garage.vehicle.type"
    _description = "Vehicle type"
    _order = "make, model, year_from, id"
    _rec_name = "display"

    make = fields.Char(required=True)
    model = fields.Char(required=True)
    series = fields.Char()
    year_from = fields.Integer()
    year_to = fields.Integer(help="Empty: still built")
    engine_code = fields.Char()
    kw = fields.Integer("Power (kW)")
    ccm = fields.Integer("Displacement (cc)")
    fuel = fields.Char()
    body = fields.Char()
    drive = fields.Char()
    display = fields.Char(
        "Name", compute="_compute_display", store=True, precompute=True
    )
    search_text = fields.Char(
        compute="_compute_display", store=True, precompute=True, index="trigram"
    )
    match_key = fields.Char(
        compute="_compute_display", store=True, precompute=True, index=True
    )
    key_ids = fields.One2many("garage.vehicle.type.key", "vehicle_type_id", "Numbers")

    _make_model_idx = models.Index("(make, model)")

    @api.model
    def _match_key(self, make, model):
        """Return make and model in comparable form."""
        return f"{normalize(make)}/{normalize(model)}"

    @api.depends("make", "model", "series", "year_from", "year_to", "engine_code", "kw")
    def _compute_display(self):
        for vtype in self:
            years = vtype._get_years_text()
            power = f"{vtype.kw} kW" if vtype.kw else ""
            parts = (
                vtype.make, vtype.model, vtype.series, years, vtype.engine_code, power,
            )  # fmt: skip
            vtype.display = " ".join(part for part in parts if part)
            vtype.search_text = vtype.display
            vtype.match_key = self._match_key(vtype.make, vtype.model)

    def _get_years_text(self):
        if self.year_from and self.year_from == self.year_to:
            return str(self.year_from)
        if not self.year_from and not self.year_to:
            return ""
        return f"{self.year_from or ''}-{self.year_to or ''}"
