from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: customers offered while the name is typed
SUGGESTIONS = 6


class GarageWorkorder(models.Model):
    """The intake screen: vehicle, customer and work order in one go."""

    _inherit = "garage.workorder"

    @api.model
    def intake_create(self, values):
        """Create what is new and the work order; all of it or nothing.

        :param values: ``vehicle_id`` or ``vehicle`` (plate, vin, make, model),
            ``partner_id`` or ``owner`` (name, phone), complaint, promised_at, odometer,
            key_tag, ``proposals`` (code, kind, res_id); ``visit_id`` of a planned visit
            that is checked in instead of making a second one
        :return: id, name and title of the work order, and whether it was planned
        """
        vehicle = self._get_intake_vehicle(values)
        partner = self._get_intake_partner(values, vehicle)
        if values.get("visit_id"):
            workorder = self.browse(values["visit_id"])
            workorder._intake_planned(values, vehicle, partner)
        else:
            workorder = self.browse(
                self.create_from_intake(
                    {
                        **values,
                        "vehicle_id": vehicle.id,
                        "partner_id": partner.id,
                    }
                )
            )
        for proposal in values.get("proposals") or []:
            workorder._add_proposal(proposal)
        return {
            "id": workorder.id,
            "name": workorder.name,
            "title": f"{vehicle.display_name}, {partner.display_name}",
            "planned": bool(values.get("visit_id")),
        }

    @api.model
    def find_customers(self, text):
        """Customers whose name, phone or e-mail has the text."""
        text = (text or "").strip()
        if not text:
            return []
        domain = Domain.OR(
            Domain(name, "ilike", text) for name in ("name", "phone", "email")
        )
        partners = self.env["res.partner"].search(domain, limit=SUGGESTIONS)
        return [
            {
                "id": partner.id,
                "name": partner.display_name,
                "phone": partner.phone or partner.email or "",
            }
            for partner in partners
        ]

    @api.model
    def _get_intake_vehicle(self, values):
        vehicles = self.env["garage.vehicle"]
        if values.get("vehicle_id"):
            return vehicles.browse(values["vehicle_id"])
        owner = values.get("owner") or {}
        return vehicles.browse(
            vehicles.create_from_intake(
                {
                    **(values.get("vehicle") or {}),
                    "owner_id": values.get("partner_id"),
                    "owner_name": owner.get("name"),
                    "owner_phone": owner.get("phone"),
                }
            )
        )

    @api.model
    def _get_intake_partner(self, values, vehicle):
        """The customer of this visit: chosen, typed, or the owner of the vehicle."""
        partners = self.env["res.partner"]
        if values.get("partner_id"):
            partner = partners.browse(values["partner_id"])
        elif not values.get("vehicle_id") or not values.get("owner"):
            partner = vehicle.owner_id
        else:
            partner = partners.create(values["owner"])
        if not partner:
            raise UserError(
                self.env._(
                    "%(vehicle)s has no customer yet. Type the customer's name.",
                    vehicle=vehicle.display_name,
                )
            )
        if not vehicle.owner_id:
            vehicle.owner_id = partner
        return partner

    def _add_proposal(self, proposal):
        """Put one proposal of the vehicle on the work order; return the new job.

        Declined jobs come back with their lines, a due inspection with its template;
        add-ons that propose other things extend this method.
        """
        self.ensure_one()
        if proposal.get("kind") == "declined" and proposal.get("res_id"):
            return self.add_declined_job(proposal["res_id"])
        if proposal.get("kind") == "due" and proposal.get("res_id"):
            return self._add_due_job(proposal["res_id"])
        return self.env["garage.job"]

    def _add_due_job(self, due_id):
        """Put due work of this vehicle on the visit; nothing is added twice."""
        due = self.env["garage.vehicle.due"].browse(due_id).exists()
        if due.vehicle_id != self.vehicle_id or due.state != "open":
            return self.env["garage.job"]
        template = due._get_job_template()
        if template:
            job = self.add_job_from_template(template)
        else:
            job = self.env["garage.job"].create(
                {"workorder_id": self.id, "name": due.name, "finding": due.why}
            )
        due._book(job)
        return job
