from odoo import fields, models


class GarageBay(models.Model):
    """A place in the workshop where one vehicle is worked on at a time."""

    _name = "garage.bay"
    _description = "Bay"
    _order = "sequence, name, id"

    KINDS = [
        ("lift", "Lift"),
        ("alignment", "Wheel alignment"),
        ("diagnosis", "Diagnosis"),
        ("inspection", "Statutory inspection"),
        ("tyres", "Tyres"),
        ("wash", "Wash and valet"),
        ("floor", "Floor space"),
    ]

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    kind = fields.Selection(KINDS, default="lift", required=True)
    note = fields.Char(help="For instance how heavy a vehicle may be.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    slot_ids = fields.One2many("garage.slot", "bay_id")
    booking_count = fields.Integer(
        default=0,
        readonly=True,
        copy=False,
        help="Counts bookings; written first, so that two of them follow each other.",
    )

    _name_company_uniq = models.UniqueIndex(
        "(name, company_id)", "There is already a bay with this name."
    )
