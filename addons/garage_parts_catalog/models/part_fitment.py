from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..domain.number import normalize
from ..domain.own_fitment import OwnFitment, decide_own

_TEXTS = ("engine_code", "fuel", "vin_from", "vin_to", "condition", "position", "note")
_NARROW = ("model_id", "year_from", "year_to", "engine_code", "fuel", "vin_from",
           "vin_to")  # fmt: skip


class GaragePartFitment(models.Model):
    """What a person of the garage knows: this part fits these vehicles."""

    _name = "garage.part.fitment"
    _description = "Fitment by hand"
    _order = "make_id, model_id, year_from, id"
    _check_company_auto = True

    product_tmpl_id = fields.Many2one(
        "product.template",
        "Product",
        ondelete="cascade",
        index="btree_not_null",
        check_company=True,
    )
    item_id = fields.Many2one(
        "garage.catalog.item",
        "Catalogue part",
        ondelete="cascade",
        index="btree_not_null",
    )
    company_id = fields.Many2one(
        "res.company", default=lambda self: self.env.company, index=True
    )
    universal = fields.Boolean("All vehicles")
    make_id = fields.Many2one("garage.vehicle.make", ondelete="restrict")
    model_id = fields.Many2one(
        "garage.vehicle.model",
        ondelete="restrict",
        domain="[('make_id', '=?', make_id)]",
        help="Empty: all models of the make.",
    )
    year_from = fields.Integer("From year")
    year_to = fields.Integer("To year", help="Empty: still built.")
    engine_code = fields.Char(help="Several codes with commas between them.")
    fuel = fields.Selection(
        lambda self: self.env["garage.vehicle"]._fields["fuel"].selection
    )
    vin_from = fields.Char(
        "From chassis number", help="A whole VIN, or the last signs of one."
    )
    vin_to = fields.Char(
        "To chassis number", help="A whole VIN, or the last signs of one."
    )
    position = fields.Char(help="Where on the vehicle, for example front left.")
    condition = fields.Char(
        "To be checked", help="What to look at before the part is taken."
    )
    note = fields.Char(help="Shown with the part, asks for nothing.")

    _part_check = models.Constraint(
        "CHECK (num_nonnulls(product_tmpl_id, item_id) = 1)",
        "Choose the product or the catalogue part, one of them.",
    )

    @api.depends("universal", "make_id", "model_id", "year_from", "year_to")
    def _compute_display_name(self):
        for fitment in self:
            parts = (fitment.make_id.name, fitment.model_id.name, fitment._get_years())
            name = " ".join(filter(None, parts))
            fitment.display_name = name or self.env._("All vehicles")

    def _get_years(self):
        years = f"{self.year_from or ''}-{self.year_to or ''}"
        return "" if years == "-" else years

    @api.onchange("model_id")
    def _onchange_model_id(self):
        if self.model_id:
            self.make_id = self.model_id.make_id

    @api.onchange("make_id")
    def _onchange_make_id(self):
        if self.model_id.make_id != self.make_id:
            self.model_id = False

    @api.constrains("universal", "make_id", *_NARROW)
    def _check_vehicles(self):
        for fitment in self:
            problem = fitment._get_problem()
            if problem:
                raise ValidationError(problem)

    def _get_problem(self):
        """Return why the statement makes no sense, else nothing."""
        if not self.universal and not self.make_id:
            return self.env._("Choose a make, or tick All vehicles.")
        if self.universal and self.make_id:
            return self.env._("All vehicles and a make exclude each other.")
        if self.model_id and self.model_id.make_id != self.make_id:
            return self.env._(
                "%(model)s is no model of %(make)s.",
                model=self.model_id.name,
                make=self.make_id.name,
            )
        years = [year for year in (self.year_from, self.year_to) if year]
        if years != sorted(years) or not all(1885 <= year <= 2100 for year in years):
            return self.env._(
                "%(years)s is no span of model years.", years=self._get_years()
            )
        return self._get_vin_problem()

    def _get_vin_problem(self):
        low, high = normalize(self.vin_from), normalize(self.vin_to)
        if max(len(low), len(high)) > 17:
            return self.env._("A chassis number has 17 signs at most.")
        if low and high and (len(low) != len(high) or low > high):
            return self.env._(
                "The first and the last chassis number need as many signs, "
                "and the first comes first."
            )
        return None

    @api.model
    def _get_answers(self, items, products, vehicle):
        """Return ({article id: Answer}, {product template id: Answer})."""
        found = self.search(
            Domain("item_id", "in", items.ids)
            | Domain("product_tmpl_id", "in", products.ids)
        )
        by_item = found.filtered("item_id").grouped("item_id")
        by_product = found.filtered("product_tmpl_id").grouped("product_tmpl_id")
        return (
            {item.id: rows._decide(vehicle, False) for item, rows in by_item.items()},
            {
                product.id: rows._decide(vehicle, product.garage_fitment_complete)
                for product, rows in by_product.items()
            },
        )

    def _decide(self, vehicle, complete):
        facts = vehicle._get_own_facts()
        return decide_own((row._get_fact() for row in self), facts, complete=complete)

    def _get_fact(self):
        """Return the statement as a plain value for the rule."""
        texts = {name: self[name] or "" for name in _TEXTS}
        return OwnFitment(
            make=self.make_id.name or "",
            model=self.model_id.name or "",
            year_from=self.year_from,
            year_to=self.year_to,
            universal=self.universal,
            labels=self._get_labels(),
            **texts,
        )

    def _get_labels(self):
        """Return in words what has to be checked where the vehicle does not tell."""
        _ = self.env._
        vin = f"{self.vin_from or ''}-{self.vin_to or ''}"
        fuels = dict(self._fields["fuel"]._description_selection(self.env))
        return {
            "model": _("model %(model)s", model=self.model_id.name or ""),
            "engine": _("engine %(engine)s", engine=self.engine_code or ""),
            "fuel": fuels.get(self.fuel, ""),
            "vin": _("chassis number %(range)s", range=vin),
        }
