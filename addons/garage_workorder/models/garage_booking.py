import secrets
from datetime import timedelta

from odoo import api, fields, models

#: the link of a booking works this long after the visit
LINK_DAYS = 30


class GarageBooking(models.Model):
    """A visit that somebody booked on the booking page, with the answer to keep."""

    _name = "garage.booking"
    _description = "Online booking"
    _inherit = ["garage.message.mixin", "garage.schedule", "garage.link.mixin"]
    _order = "start desc, id desc"
    _rec_name = "contact_name"
    _check_company_auto = True

    company_id = fields.Many2one("res.company", required=True, index=True)
    workorder_id = fields.Many2one(
        "garage.workorder", index=True, ondelete="cascade", check_company=True
    )
    vehicle_id = fields.Many2one(related="workorder_id.vehicle_id")
    partner_id = fields.Many2one(related="workorder_id.partner_id")
    service_ids = fields.Many2many("garage.booking.service", string="Services")
    start = fields.Datetime(required=True, index=True)
    stop = fields.Datetime(required=True)
    state = fields.Selection(
        [
            ("booked", "Booked"),
            ("arrived", "Checked in"),
            ("cancelled", "Cancelled"),
        ],
        default="booked",
        required=True,
    )
    contact_name = fields.Char(required=True, help="As typed on the page.")
    contact_email = fields.Char()
    contact_phone = fields.Char()
    contact_differs = fields.Boolean(
        help="Who booked is not who we know as the owner of the vehicle."
    )
    note = fields.Text()
    lang = fields.Char()
    consent_at = fields.Datetime()
    access_token = fields.Char(copy=False, groups="base.group_system")
    checked_in_at = fields.Datetime(readonly=True)

    _access_token_uniq = models.UniqueIndex(
        "(access_token) WHERE access_token IS NOT NULL",
        "This link is already used.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals.setdefault("access_token", secrets.token_urlsafe(24))
        return super().create(vals_list)

    @api.model
    def _find_by_token(self, token):
        """Booking of a link as superuser, empty when there is none or it is over."""
        found = self._find_by_secret("access_token", token)
        limit = fields.Datetime.now() - timedelta(days=LINK_DAYS)
        return found.filtered(lambda booking: booking.stop > limit)

    def _get_url(self):
        """Address of the booking; goes to who booked only."""
        self.ensure_one()
        token = self.sudo().access_token  # in messages to the customer only
        return f"{self.get_base_url()}/garage/b/{token}"

    def _get_lang(self):
        self.ensure_one()
        return self.lang or self.partner_id.lang or self.env.lang or "en_US"

    def _may_change(self):
        """Whether the customer may still move or cancel it without a call."""
        self.ensure_one()
        return self.state == "booked" and (
            self.workorder_id.state == "planned" and self.start > fields.Datetime.now()
        )

    def _may_check_in(self):
        """Whether the vehicle may be brought now: the day before until the end."""
        self.ensure_one()
        now = fields.Datetime.now()
        return (
            self.state == "booked"
            and self.workorder_id.state == "planned"
            and self.start - timedelta(hours=24) <= now <= self.stop + timedelta(days=1)
        )

    def _get_service_text(self):
        return ", ".join(self.service_ids.mapped("name")) or self.note or ""

    def _get_when_text(self):
        """When the vehicle is expected, on the clock of the workshop."""
        self.ensure_one()
        slots = self.env["garage.slot"].with_context(lang=self._get_lang())
        return slots._say_moment(self.company_id, self.start)
