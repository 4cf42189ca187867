from odoo import api, fields, models
from odoo.exceptions import ValidationError


class GarageTyreLocation(models.Model):
    """A rack for customers' wheels and how many sets it takes."""

    _name = "garage.tyre.location"
    _description = "Wheel rack"
    _order = "name"
    _check_company_auto = True

    name = fields.Char(string="Place", required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", default=lambda self: self.env.company, index=True
    )
    capacity = fields.Integer(string="Places for sets", default=1)
    set_ids = fields.One2many("garage.tyre.set", "location_id")
    used = fields.Integer(string="In use", compute="_compute_used")
    free = fields.Integer(compute="_compute_used", search="_search_free")

    _name_uniq = models.UniqueIndex(
        "(lower(name), COALESCE(company_id, 0))", "There is a place of that name."
    )
    _capacity_check = models.Constraint(
        "CHECK (capacity > 0)", "A place takes at least one set."
    )

    @api.depends("capacity", "set_ids.state", "set_ids.location_id")
    def _compute_used(self):
        counts = self._get_counts(self.ids)
        for place in self:
            place.used = counts.get(place.id, 0)
            place.free = place.capacity - place.used

    @api.model
    def _get_counts(self, ids=None):
        domain = [("state", "=", "stored"), ("location_id", "!=", False)]
        if ids is not None:
            domain.append(("location_id", "in", ids))
        rows = self.env["garage.tyre.set"]._read_group(
            domain, ["location_id"], ["__count"]
        )
        return {place.id: count for place, count in rows}

    def _search_free(self, operator, value):
        """Only "more than" is asked for: is there a place left."""
        if operator not in (">", ">="):
            return NotImplemented
        counts = self._get_counts()
        places = self.search_fetch([], ["capacity"])
        least = value if operator == ">=" else value + 1
        fits = [
            row.id for row in places if row.capacity - counts.get(row.id, 0) >= least
        ]
        return [("id", "in", fits)]

    @api.depends("name", "capacity")
    @api.depends_context("garage_show_free")
    def _compute_display_name(self):
        if not self.env.context.get("garage_show_free"):
            return super()._compute_display_name()
        for place in self:
            place.display_name = self.env._(
                "%(place)s (%(free)s free)", place=place.name, free=place.free
            )
        return None

    @api.constrains("capacity")
    def _check_places(self):
        for place in self:
            if place.free < 0:
                raise ValidationError(place._get_full_text())

    def _get_full_text(self):
        return self.env._(
            "%(place)s takes %(count)s sets and is full. Choose another place.",
            place=self.name,
            count=self.capacity,
        )

    @api.model
    def _get_first_free(self, company):
        """Return the first rack with a place left, by name."""
        return self.search(
            [("free", ">", 0), ("company_id", "in", [company.id, False])], limit=1
        )
