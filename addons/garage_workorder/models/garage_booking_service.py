from collections import defaultdict

from odoo import api, fields, models

from .garage_bay import GarageBay


class GarageBookingService(models.Model):
    """Something that customers book: shown with its length and its price from."""

    _name = "garage.booking.service"
    _description = "Service to book"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    description = fields.Text(
        translate=True, help="One or two plain sentences for the customer."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    online = fields.Boolean(
        default=True, help="Offered on the booking page for everybody."
    )
    template_ids = fields.Many2many(
        "garage.job.template", string="Jobs", help="Added to the work order."
    )
    hours = fields.Float(
        compute="_compute_hours",
        store=True,
        readonly=False,
        help="Time in the workshop; taken from the jobs unless changed.",
    )
    bay_kind = fields.Selection(
        GarageBay.KINDS, help="Where it has to be done; empty: as its jobs say."
    )
    price_from = fields.Monetary(
        help="Shown as “from”, including taxes; empty: no price is shown."
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")

    _hours_positive = models.Constraint(
        "CHECK (hours > 0 AND hours <= 8)",
        "A service that is booked takes more than nothing and at most 8 hours.",
    )

    @api.depends("template_ids.labour_hours")
    def _compute_hours(self):
        for service in self:
            hours = sum(service.template_ids.mapped("labour_hours"))
            service.hours = min(hours, 8.0) or service.hours or 1.0

    def _get_bay_hours(self):
        """Hours per kind of bay that is needed; under "" those of any bay."""
        hours = defaultdict(float)
        for service in self:
            if service.bay_kind or not service.template_ids:
                hours[service.bay_kind or ""] += service.hours
                continue
            wanted = service.template_ids._get_bay_hours()
            total = sum(wanted.values())
            for kind, own in wanted.items():
                hours[kind] += own * service.hours / total
        return dict(hours)
