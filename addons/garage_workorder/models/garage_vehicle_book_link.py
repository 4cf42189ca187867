import secrets
from urllib.parse import urlencode

from odoo import api, fields, models


class GarageVehicle(models.Model):
    """The link with which the owner books a visit without typing the plate."""

    _name = "garage.vehicle"
    _inherit = ["garage.vehicle", "garage.link.mixin"]

    booking_token = fields.Char(
        copy=False, groups="base.group_system", index="btree_not_null"
    )

    def write(self, vals):
        if "owner_id" in vals:
            # the link of a former owner must not open what belongs to the next one
            sold = self.filtered(lambda car: car.owner_id.id != vals["owner_id"])
            sold.sudo().booking_token = False
        return super().write(vals)

    def _get_booking_url(self, services=None):
        """Address of the booking page with this vehicle, for invitations.

        :param services: ``garage.booking.service`` records that are ticked
        """
        self.ensure_one()
        company = self.company_id or self.env.company
        if not self.env["garage.booking"]._get_services(company):
            return super()._get_booking_url()
        vehicle = self.sudo()  # the token is hidden; the address goes to the owner
        if not vehicle.booking_token:
            vehicle.booking_token = secrets.token_urlsafe(18)
        params = [("v", vehicle.booking_token)]
        params += [("service", service.id) for service in services or ()]
        return f"{self.get_base_url()}/garage/book?{urlencode(params)}"

    @api.model
    def _find_by_booking_token(self, token):
        """Vehicle of an invitation as superuser, empty when there is none."""
        return self._find_by_secret("booking_token", token)

    @api.model
    def _is_known_plate(self, company, plate):
        """Whether the workshop knows a plate; nothing else is told to visitors."""
        country = self._guess_country(plate, company.country_id)
        written = self._normalise_plate(plate[:20], country)
        domain = [
            ("plate", "=", written),
            ("company_id", "in", [company.id, False]),
        ]
        return bool(self.sudo().search_count(domain, limit=1))  # yes or no only
