from datetime import time

import pytz

from odoo import fields, models

from ..domain.delivery import Delivery, Rhythm, next_delivery

_DAYS = {"working": range(5), "saturday": range(6), "every": range(7)}


class ResPartner(models.Model):
    """A supplier: until when he takes orders, and when he is here then."""

    _inherit = "res.partner"

    garage_order_until = fields.Float(
        "Order until",
        help="Time of day until which orders come with the next delivery. Empty when "
        "there is no such time.",
    )
    garage_order_days = fields.Selection(
        [
            ("working", "Monday to Friday"),
            ("saturday", "Monday to Saturday"),
            ("every", "Every day"),
        ],
        "Delivers",
        default="working",
    )
    garage_delivery_days = fields.Integer(
        "Delivery days later",
        default=1,
        help="0 when the parts come on the day of the order, 1 when they come on the "
        "next delivery day.",
    )
    garage_delivery_at = fields.Float("Here at", default=8.0)
    garage_wants_opentrans = fields.Boolean(
        "Orders by mail as openTRANS",
        help="Our orders by mail carry a file that the supplier's system can read.",
    )
    garage_customer_number = fields.Char(
        "Our customer number", help="How this supplier knows us."
    )

    _garage_order_until_range = models.Constraint(
        "CHECK (garage_order_until >= 0 AND garage_order_until < 24)",
        "Enter a time of day for Order until, for example 16:30.",
    )
    _garage_delivery_at_range = models.Constraint(
        "CHECK (garage_delivery_at >= 0 AND garage_delivery_at < 24)",
        "Enter a time of day for Here at, for example 8:00.",
    )
    _garage_delivery_days_range = models.Constraint(
        "CHECK (garage_delivery_days BETWEEN 0 AND 90)",
        "Parts come 0 to 90 delivery days after the order.",
    )

    def _garage_get_next_delivery(self, company, lead_days=None):
        """Return the Delivery that an order of now reaches, in UTC.

        :param lead_days: calendar days that the supplier named for the part
        """
        self.ensure_one()
        clock = pytz.timezone(company._garage_get_tz())
        now = pytz.utc.localize(fields.Datetime.now()).astimezone(clock)
        found = next_delivery(
            self.commercial_partner_id._garage_get_rhythm(),
            now.replace(tzinfo=None),
            lead_days,
        )
        return Delivery(
            found.order_by and _to_utc(clock, found.order_by),
            _to_utc(clock, found.arrives),
        )

    def _garage_get_rhythm(self):
        return Rhythm(
            order_until=_as_time(self.garage_order_until),
            days=frozenset(_DAYS[self.garage_order_days or "working"]),
            days_later=self.garage_delivery_days,
            arrives_at=_as_time(self.garage_delivery_at) or time(8),
        )


def _as_time(hours):
    """Return the time of day of 16.5; None for empty."""
    minutes = round((hours or 0.0) * 60)
    return time(minutes // 60 % 24, minutes % 60) if minutes else None


def _to_utc(clock, moment):
    return clock.localize(moment).astimezone(pytz.utc).replace(tzinfo=None)
