from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..domain import part_number
from ..domain.number import normalize
from .product_category import NUMBER_KINDS

ONE_PIECE = ("serial", "battery")
POSITIONS = [
    ("front_left", "Front left"),
    ("front_right", "Front right"),
    ("rear_left", "Rear left"),
    ("rear_right", "Rear right"),
    ("front", "Front"),
    ("rear", "Rear"),
    ("left", "Left"),
    ("right", "Right"),
    ("driver", "Driver"),
    ("passenger", "Passenger"),
    ("spare", "Spare wheel"),
]


class GarageVehicleComponent(models.Model):
    """A piece with a number of its own on a vehicle: tyre, battery, airbag."""

    _name = "garage.vehicle.component"
    _description = "Numbered part of a vehicle"
    _order = "fitted_on desc, id desc"
    _rec_names_search = ["number", "number_norm"]
    _check_company_auto = True

    vehicle_id = fields.Many2one(
        "garage.vehicle", required=True, ondelete="restrict", index=True
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    product_id = fields.Many2one(
        "product.product", "Part", required=True, ondelete="restrict", index=True
    )
    kind = fields.Selection(NUMBER_KINDS, required=True)
    number = fields.Char()
    number_norm = fields.Char(
        "Comparable number",
        compute="_compute_number_norm",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    lot_id = fields.Many2one(
        "stock.lot", "Lot or serial", ondelete="restrict", index="btree_not_null"
    )
    quantity = fields.Float(digits="Product Unit", default=1.0, required=True)
    position = fields.Selection(POSITIONS)
    made_on = fields.Date("Made in the week of", help="From the DOT date of a tyre.")
    state = fields.Selection(
        [
            ("read", "Read, not fitted yet"),
            ("waiting", "Number to follow"),
            ("fitted", "Fitted"),
            ("removed", "Removed"),
        ],
        default="fitted",
        required=True,
        index=True,
    )
    fitted_on = fields.Datetime("Fitted")
    odometer = fields.Integer("At (km)")
    removed_on = fields.Datetime("Removed")
    removed_reason = fields.Char("Why removed")
    put_off_reason = fields.Char("Why the number is missing")
    user_id = fields.Many2one(
        "res.users", "Entered by", default=lambda self: self.env.user
    )
    owner_id = fields.Many2one(related="vehicle_id.owner_id", string="Customer")
    owner_phone = fields.Char(related="vehicle_id.owner_id.phone", string="Phone")
    age_text = fields.Char("Age", compute="_compute_age_text")

    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "The quantity of a numbered part must be positive."
    )
    _number_or_reason = models.Constraint(
        "CHECK (number IS NOT NULL OR state IN ('waiting', 'removed'))",
        "A fitted part needs its number, or a reason why it follows later.",
    )
    _one_place = models.UniqueIndex(
        "(product_id, number_norm) WHERE kind IN ('serial', 'battery')"
        " AND state IN ('read', 'fitted')",
        "A part with this number is on a vehicle already.",
    )

    @api.depends("number")
    def _compute_number_norm(self):
        for component in self:
            component.number_norm = normalize(component.number) or False

    @api.depends("made_on")
    def _compute_age_text(self):
        today = fields.Date.context_today(self)
        for component in self:
            months = component.made_on and part_number.age_months(
                component.made_on, today
            )
            component.age_text = component.made_on and self.env._(
                "%(count)s months", count=months
            )

    @api.depends("number", "product_id", "position")
    def _compute_display_name(self):
        for component in self:
            component.display_name = component._get_text()

    @api.model_create_multi
    def create(self, vals_list):
        self._check_free(vals_list)
        return super().create(vals_list)

    @api.model
    def _read_typed(self, product, text):
        """Values for a number that somebody typed or scanned.

        :raises UserError: when it cannot be such a number, in words
        """
        kind = product.product_tmpl_id._get_garage_number_kind()
        today = fields.Date.context_today(self)
        try:
            number = part_number.read_number(kind, text, today)
        except part_number.NumberProblem as problem:
            raise UserError(self._get_problem_text(problem.code, text)) from problem
        return {
            "product_id": product.id,
            "kind": kind,
            "number": number.text,
            "made_on": number.made,
        }

    @api.model
    def _get_problem_text(self, code, text):
        """Say what is wrong with a number and what to do."""
        _ = self.env._
        words = {
            "empty": _("Type or scan the number first."),
            "long": _("This is longer than any number of a part. Scan it again."),
            "dot": _(
                "“%(text)s” has no DOT date. Type the last four digits of the DOT "
                "number, for example 2324 for week 23 of 2024.",
                text=text,
            ),
            "week": _(
                "“%(text)s” names a week that the year does not have. Read the last "
                "four digits of the DOT number again.",
                text=text,
            ),
            "future": _(
                "“%(text)s” lies in the future. Read the last four digits of the DOT "
                "number again.",
                text=text,
            ),
        }
        return words[code]

    @api.model
    def _check_free(self, vals_list):
        """Refuse a serial number that is on another vehicle, and name that one."""
        for vals in vals_list:
            if vals.get("kind") not in ONE_PIECE or not vals.get("number"):
                continue
            other = self.search(
                Domain("product_id", "=", vals["product_id"])
                & Domain("number_norm", "=", normalize(vals["number"]))
                & Domain("state", "in", ("read", "fitted")),
                limit=1,
            )
            if other:
                raise UserError(
                    self.env._(
                        "%(number)s is on %(vehicle)s already. Read the number again, "
                        "or take it off that vehicle first.",
                        number=vals["number"],
                        vehicle=other.vehicle_id.display_name,
                    )
                )

    def _is_old_tyre(self):
        """Whether the tyre is older than the garage wants to sell."""
        self.ensure_one()
        limit = self.company_id.garage_tyre_months
        if not self.made_on or not limit:
            return False
        today = fields.Date.context_today(self)
        return part_number.age_months(self.made_on, today) >= limit

    def _fit(self, moment, odometer, lots=None):
        """The part is on the vehicle from now on.

        :param lots: {normalised number: stock.lot} of the stock move
        """
        for component in self:
            lot = component.lot_id or (lots or {}).get(component.number_norm)
            component.write(
                {
                    "state": "fitted" if component.number else "waiting",
                    "fitted_on": moment,
                    "odometer": odometer,
                    "lot_id": lot.id if lot else False,
                }
            )

    def _remove(self, moment, reason):
        """The part is off the vehicle; the record stays as its history."""
        for component in self:
            if component.state == "read":
                component.unlink()
                continue
            component.write(
                {"state": "removed", "removed_on": moment, "removed_reason": reason}
            )

    def action_remove(self):
        """Note that the part is no longer on the vehicle."""
        self.check_access("write")
        self.filtered(lambda row: row.state in ("fitted", "waiting"))._remove(
            fields.Datetime.now(), self.env._("taken off by hand")
        )

    def _get_text(self):
        """Number and place in words: "DOT 2324, front left"."""
        self.ensure_one()
        labels = dict(self._fields["position"]._description_selection(self.env))
        kinds = {
            "dot": self.env._("DOT %(number)s", number=self.number),
            "battery": self.env._("Battery %(number)s", number=self.number),
            "lot": self.env._("Lot %(number)s", number=self.number),
        }
        text = kinds.get(
            self.kind, self.env._("Serial number %(number)s", number=self.number)
        )
        if not self.number:
            text = self.env._("number to follow")
        if self.quantity != 1:
            text = f"{self.quantity:g} × {text}"
        return ", ".join(filter(None, (text, labels.get(self.position))))

    def _get_warning(self):
        """What whoever fits the part should know now, or an empty text."""
        self.ensure_one()
        if self._is_old_tyre():
            return self.env._(
                "This tyre is %(age)s old. Ask the adviser before fitting it.",
                age=self.age_text,
            )
        return ""

    @api.model
    def _read_lot(self, product, lot):
        """Values for a number that the stock knows; a DOT date only where it is one."""
        kind = product.product_tmpl_id._get_garage_number_kind()
        vals = {"kind": kind, "number": lot.name, "made_on": False}
        try:
            vals.update(self._read_typed(product, lot.name))
        except UserError:
            # kept as the stock has it; somebody can correct it on the vehicle
            return vals
        return vals
