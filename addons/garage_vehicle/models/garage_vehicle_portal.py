from datetime import date, datetime, time

from odoo import api, models
from odoo.fields import Domain

_SHOWN = (
    "visit", "job", "declined", "sale", "invoice", "payment", "inspection", "odometer",
)  # fmt: skip
PAGE = 30


class GarageVehicle(models.Model):
    """What customers see of their own vehicles, from the day they own them."""

    _inherit = "garage.vehicle"

    @api.model
    def _find_for_customer(self, vehicle_id=None):
        """Return the vehicles of the visitor's customer, with superuser rights.

        Reached by customers who are logged in: only vehicles that they own now.
        """
        customer = self.env.user.partner_id.commercial_partner_id
        domain = Domain("owner_id", "child_of", customer.id)
        if vehicle_id:
            domain &= Domain("id", "=", vehicle_id)
        return self.sudo().search(domain, order="plate_key, id")

    def _get_owned_since(self, partner):
        """Return when the customer became the owner, None when he is not."""
        self.ensure_one()
        customer = partner.commercial_partner_id
        rows = self.ownership_ids.filtered(
            lambda row: (
                row.role == "owner"
                and not row.date_to
                and row.partner_id.commercial_partner_id == customer
            )
        )
        first = rows.sorted("date_from")[:1]
        is_first = (
            first
            == self.ownership_ids.filtered(lambda row: row.role == "owner").sorted(
                lambda row: (row.date_from, row.id)
            )[:1]
        )
        if not first:
            return None
        # what was imported from before we kept dates belongs to the first owner
        day = date(1970, 1, 1) if is_first else first.date_from
        return datetime.combine(day, time.min)

    def _get_portal_history(self, page=1):
        """Return ``(events, documents, is there more)`` for the visitor."""
        self.ensure_one()
        customer = self.env.user.partner_id
        since = self._get_owned_since(customer)
        events = self.env["garage.vehicle.event"].sudo()
        if not since:
            return events, [], False
        found = events.search(
            [
                ("vehicle_id", "=", self.id),
                ("kind", "in", _SHOWN),
                ("date", ">=", since),
            ],
            limit=PAGE + 1,
            offset=(page - 1) * PAGE,
        )
        documents = events.env["garage.vehicle.document"]._get_visible(self, customer)
        return found[:PAGE], documents, len(found) > PAGE

    def _find_portal_file(self, document_id):
        """Return the file of a document that the visitor may see, else nothing."""
        documents = self.env["garage.vehicle.document"]._get_visible(
            self, self.env.user.partner_id
        )
        return documents.filtered(lambda one: one.id == document_id).attachment_id
