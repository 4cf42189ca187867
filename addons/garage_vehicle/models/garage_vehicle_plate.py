from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import ormcache

from ..domain import license_plate
from ..domain import vin as vin_rules


class GarageVehicle(models.Model):
    """The plate of a vehicle: typed in any spelling, written as its country does."""

    _inherit = "garage.vehicle"

    plate = fields.Char(tracking=True)
    plate_key = fields.Char(compute="_compute_plate_key", store=True, precompute=True)
    plate_lookalike = fields.Char(
        compute="_compute_plate_key", store=True, precompute=True
    )
    plate_country_id = fields.Many2one(
        "res.country",
        string="Country of the plate",
        default=lambda self: self.env.company.country_id,
    )
    plate_country_code = fields.Char(related="plate_country_id.code")

    _plate_key_idx = models.Index("(plate_key varchar_pattern_ops)")
    _lookalike_idx = models.Index("(plate_lookalike)")

    @api.depends("plate")
    def _compute_plate_key(self):
        for vehicle in self:
            vehicle.plate_key = license_plate.plate_key(vehicle.plate) or False
            vehicle.plate_lookalike = (
                license_plate.lookalike_key(vehicle.plate) or False
            )

    @api.onchange("plate")
    def _onchange_plate(self):
        if self.plate:
            self.plate_country_id = self._guess_country(
                self.plate, self.plate_country_id
            )
            self.plate = self._normalise_plate(self.plate, self.plate_country_id)

    @api.onchange("plate_country_id")
    def _onchange_plate_country_id(self):
        if self.plate:
            self.plate = self._normalise_plate(self.plate, self.plate_country_id)

    @api.model
    def _normalise_vals(self, vals):
        """Return the values with plate and VIN in the form that we store."""
        vals = dict(vals)
        if (vals.get("plate") or "").strip():
            country = vals.get("plate_country_id", self[:1].plate_country_id.id)
            country = self.env["res.country"].browse(country or [])
            vals["plate"] = self._normalise_plate(vals["plate"], country)
        elif "plate" in vals:
            vals["plate"] = False
        if "vin" in vals:
            vals["vin"] = vin_rules.normalise(vals["vin"]) or False
        return vals

    @api.model
    def _normalise_plate(self, plate, country):
        """Return how the plate is written in its country."""
        try:
            parsed = license_plate.parse(plate, country.code)
        except license_plate.PlateError as error:
            raise UserError(self._get_plate_error(plate, error.code)) from error
        return parsed.display

    @api.model
    def _add_country(self, vals):
        """Return the values with the country that the plate shows, if it does."""
        if "plate_country_id" in vals or not (vals.get("plate") or "").strip():
            return vals
        prefer = self.env.company.country_id
        country = self._guess_country(vals["plate"], prefer, fallback=False)
        return {**vals, "plate_country_id": country.id}

    @api.model
    def _guess_country(self, plate, prefer, fallback=True):
        """Return the country whose pattern fits the plate, the preferred one first."""
        code = license_plate.guess_country(plate, prefer.code)
        if not code:
            return prefer if fallback else prefer.browse()
        if code == prefer.code:
            return prefer
        return prefer.browse(self._get_country_id(code))

    @api.model
    @ormcache("code")
    def _get_country_id(self, code):
        return self.env["res.country"].search([("code", "=", code)], limit=1).id

    def _get_plate_error(self, plate, code):
        if code == "too_long":
            return self.env._(
                "“%(plate)s…” is too long for a plate. Type only the plate, at most"
                " %(length)s letters and digits.",
                plate=plate[:20],
                length=license_plate.MAX_LENGTH,
            )
        return self.env._(
            "“%(plate)s” has no letters or digits. Type the plate as it stands on the"
            " vehicle, or leave it empty.",
            plate=plate[:20],
        )

    @api.model
    def _get_plate_domain(self, text):
        """Return the domain of vehicles whose plate begins like the typed text."""
        key = license_plate.plate_key(text)
        return Domain("plate_key", "=like", f"{key}%") if key else Domain.FALSE
