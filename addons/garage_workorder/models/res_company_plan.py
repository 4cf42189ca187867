from odoo import fields, models


class ResCompany(models.Model):
    """How much of the workshop may be booked online, and the key board."""

    _inherit = "res.company"

    garage_booking_share = fields.Float(
        string="Bookable online (%)",
        default=80.0,
        help="Share of a day's working hours up to which visitors may fill it; "
        "the rest is kept for breakdowns and customers at the counter.",
    )
    garage_booking_lead_hours = fields.Float(
        string="Earliest booking (hours ahead)",
        default=12.0,
        help="Nobody can book a time sooner than this.",
    )
    garage_booking_days = fields.Integer(
        string="Bookable days ahead",
        default=28,
        help="How far ahead visitors may book.",
    )
    garage_key_hooks = fields.Integer(
        string="Hooks on the key board",
        default=60,
        help="The next free number is suggested when a vehicle comes in.",
    )

    _garage_booking_check = models.Constraint(
        "CHECK (garage_booking_share >= 0 AND garage_booking_share <= 100"
        " AND garage_booking_lead_hours >= 0"
        " AND garage_booking_days BETWEEN 1 AND 180 AND garage_key_hooks >= 0)",
        "Booking: a share between 0 and 100 percent, 1 to 180 days ahead.",
    )
