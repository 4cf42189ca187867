import base64

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..domain import tyres

SEASONS = [("summer", "Summer"), ("winter", "Winter"), ("all", "All-season")]


class GarageTyreSet(models.Model):
    """A customer's set of wheels that the garage keeps until the next season."""

    _name = "garage.tyre.set"
    _description = "Stored wheels"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    active = fields.Boolean(default=True)
    vehicle_id = fields.Many2one(
        "garage.vehicle", required=True, index=True, check_company=True
    )
    partner_id = fields.Many2one(
        related="vehicle_id.owner_id", string="Customer", store=True, index=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    season = fields.Selection(SEASONS, required=True, default="winter")
    size = fields.Char(help="For example 205/55 R16 91H.")
    brand = fields.Char()
    rim = fields.Selection(
        [("steel", "Steel"), ("alloy", "Alloy"), ("none", "Without rims")],
        default="steel",
    )
    location_id = fields.Many2one(
        "garage.tyre.location", string="Place", index=True, check_company=True
    )
    state = fields.Selection(
        [("draft", "New"), ("stored", "In store"), ("out", "Handed out")],
        required=True,
        default="draft",
        tracking=True,
        index=True,
    )
    date_in = fields.Date(string="In store since", readonly=True)
    date_out = fields.Date(string="Handed out on", readonly=True)
    note = fields.Text(string="Remarks")
    wheel_ids = fields.One2many("garage.tyre.wheel", "set_id", string="Wheels")
    move_ids = fields.One2many("garage.tyre.move", "set_id", string="In and out")
    least_tread = fields.Float(
        string="Least tread (mm)", compute="_compute_least_tread", store=True
    )
    advice = fields.Char(compute="_compute_advice")

    _name_uniq = models.UniqueIndex(
        "(name) WHERE name != '/'", "This number is used already."
    )

    @api.depends("wheel_ids.tread")
    def _compute_least_tread(self):
        for row in self:
            treads = [wheel.tread for wheel in row.wheel_ids if wheel.tread]
            row.least_tread = min(treads, default=0.0)

    @api.depends("season", "wheel_ids.tread", "wheel_ids.dot")
    def _compute_advice(self):
        texts = self._get_advice_texts()
        today = fields.Date.context_today(self)
        for row in self:
            codes = tyres.verdict(row.season, row.wheel_ids._get_wheels(), today)
            row.advice = ", ".join(texts[code] for code in codes) or False

    @api.model
    def default_get(self, names):
        values = super().default_get(names)
        if "wheel_ids" in names:
            values["wheel_ids"] = [
                fields.Command.create({"position": position})
                for position in ("fl", "fr", "rl", "rr")
            ]
        return values

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("name", "/") == "/":
                company = vals.get("company_id") or self.env.company.id
                sequence = self.env["ir.sequence"].with_company(company)
                vals["name"] = sequence.next_by_code("garage.tyre.set") or "/"
            if vals.get("size"):
                vals["size"] = tyres.normalise_size(vals["size"])
        return super().create(vals_list)

    def write(self, vals):
        if vals.get("size"):
            vals = {**vals, "size": tyres.normalise_size(vals["size"])}
        return super().write(vals)

    @api.constrains("state", "location_id")
    def _check_place(self):
        for row in self:
            if row.state == "stored" and not row.location_id:
                raise ValidationError(self.env._("Choose the place for the wheels."))
            if row.state == "stored" and row.location_id.free < 0:
                raise ValidationError(row.location_id._get_full_text())

    @api.ondelete(at_uninstall=False)
    def _unlink_except_stored(self):
        if self.filtered(lambda row: row.state == "stored"):
            raise UserError(
                self.env._("The wheels are in store. Hand them out, then delete.")
            )

    def action_store(self):
        """Take the wheels in; the first free place is proposed by itself."""
        places = self.env["garage.tyre.location"]
        for row in self.filtered(lambda one: one.state != "stored"):
            place = row.location_id or places._get_first_free(row.company_id)
            if not place:
                raise UserError(
                    self.env._(
                        "No rack has a place left. Add one under Configuration, "
                        "or hand wheels out first."
                    )
                )
            today = fields.Date.context_today(row)
            row.write(
                {
                    "state": "stored",
                    "location_id": place.id,
                    "date_in": today,
                    "date_out": False,
                }
            )
            row._add_move("in")
        self.vehicle_id._refresh_due()
        return True

    def action_hand_out(self):
        """Give the wheels back or fit them; the place is free again."""
        for row in self.filtered(lambda one: one.state == "stored"):
            row._add_move("out")
            row.write(
                {
                    "state": "out",
                    "location_id": False,
                    "date_out": fields.Date.context_today(row),
                }
            )
            row._close_due()
        self.vehicle_id._refresh_due()
        return True

    def _close_due(self):
        """The change of season that these wheels waited for has happened."""
        # whoever may hand out wheels has done what was due by it
        vehicle = self.vehicle_id.sudo()
        dues = vehicle.due_ids.filtered(
            lambda due: due.kind == "tyres" and due.ref == self.season
        )
        today = fields.Date.context_today(self)
        dues.filtered(lambda due: due.state in ("open", "booked")).write(
            {"state": "done", "done_date": today}
        )

    def _add_move(self, kind):
        self.env["garage.tyre.move"].create(
            {
                "set_id": self.id,
                "kind": kind,
                "location_id": self.location_id.id,
                "tread": self.least_tread,
            }
        )

    @api.model
    def _get_advice_texts(self):
        _ = self.env._
        return {
            "illegal": _("Below 1.6 mm: must not be fitted"),
            "old": _("Ten years or older: replace"),
            "worn": _("Little tread: offer new tyres"),
            "aging": _("Six years or older: check for cracks"),
            "uneven": _("Treads differ by 2 mm or more"),
        }

    def _get_number_qr(self):
        """Return the number as QR code for the label."""
        self.ensure_one()
        picture = self.env["ir.actions.report"].barcode(
            "QR", self.name, width=160, height=160, quiet=0
        )
        return "data:image/png;base64," + base64.b64encode(picture).decode()
