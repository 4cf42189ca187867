from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain import booking as rules

#: open bookings that one vehicle may have
MOST_OPEN = 2


class GarageBooking(models.Model):
    """From the page to a planned work order, once, also when two press at once."""

    _inherit = "garage.booking"

    @api.model
    def _book(self, company, form, vehicle=None):
        """Book a visit from what a visitor typed; return the booking as superuser.

        Reached by anybody; the controller has checked that a person typed it.

        :param form: plate, service (ids), start, name, email, phone, note, consent
        :param vehicle: of an invitation, whose owner need not type the address again
        :raises UserError: with all that is wrong in plain sentences
        """
        services = self._pick_services(company, form.get("service") or [])
        contact = rules.read_contact(form)
        self._check_form(form, contact, services, known=bool(vehicle))
        self._take_turns(company)
        start = rules.read_moment(form.get("start") or "")
        opening = start and self._find_opening_at(company, services, start)
        if not opening:
            raise UserError(
                self.env._(
                    "This time was just taken. The next free times are shown below; "
                    "what you typed is kept."
                )
            )
        # visitors have no rights of their own: what they typed is stored for them
        bookings = self.sudo().with_company(company)
        vehicle = vehicle or bookings._get_vehicle(company, form, contact)
        bookings._check_not_booked(vehicle)
        booking = bookings._store(company, vehicle, services, opening, contact)
        booking._confirm()
        return booking

    @api.model
    def _check_form(self, form, contact, services, known):
        errors = rules.contact_errors(contact, known)
        texts = self._get_error_texts()
        problems = [texts[code] for code in errors]
        if not services and not contact.note:
            problems.insert(0, texts["service"])
        if not known and not (form.get("plate") or "").strip():
            problems.insert(0, texts["plate"])
        if not form.get("start"):
            problems.append(texts["start"])
        if not form.get("consent"):
            problems.append(texts["consent"])
        if problems:
            raise UserError("\n".join(problems))

    @api.model
    def _get_error_texts(self):
        return {
            "plate": self.env._("Please type the plate of your vehicle."),
            "service": self.env._(
                "Please choose what we may do, or tell us in the note."
            ),
            "start": self.env._("Please choose a time."),
            "name": self.env._("Please type your name."),
            "reach": self.env._("Please give us a phone number or an e-mail address."),
            "email": self.env._(
                "The e-mail address does not look right. Please check it."
            ),
            "phone": self.env._(
                "The phone number does not look right. Please check it."
            ),
            "consent": self.env._(
                "Please tick that we may use your details for this visit. "
                "We cannot book without them."
            ),
        }

    @api.model
    def _get_vehicle(self, company, form, contact):
        """The vehicle with the typed plate, else a new one of who books."""
        vehicles = self.env["garage.vehicle"]
        plate = form["plate"].strip()[:20]
        country = vehicles._guess_country(plate, company.country_id)
        written = vehicles._normalise_plate(plate, country)
        known = vehicles.search(
            [("plate", "=", written), ("company_id", "in", [company.id, False])],
            limit=1,
        )
        if known:
            return known
        return vehicles.create(
            {
                "plate": written,
                "plate_country_id": country.id,
                "owner_id": self._create_partner(contact).id,
            }
        )

    @api.model
    def _create_partner(self, contact):
        return self.env["res.partner"].create(
            {
                "name": contact.name,
                "email": contact.email or False,
                "phone": contact.phone or False,
                "lang": self.env.lang,
                "company_id": False,
            }
        )

    @api.model
    def _check_not_booked(self, vehicle):
        waiting = self.search_count(
            [
                ("workorder_id.vehicle_id", "=", vehicle.id),
                ("state", "=", "booked"),
                ("start", ">", fields.Datetime.now()),
            ]
        )
        if waiting >= MOST_OPEN:
            raise UserError(
                self.env._(
                    "This vehicle already has bookings with us. Use the link in our "
                    "message to change one, or call us."
                )
            )

    @api.model
    def _store(self, company, vehicle, services, opening, contact):
        partner, differs = self._get_partner(vehicle, contact)
        workorder = self.env["garage.workorder"].create(
            {
                "vehicle_id": vehicle.id,
                "partner_id": partner.id,
                "company_id": company.id,
                "adviser_id": company.garage_message_user_id.id or False,
                "complaint": contact.note or ", ".join(services.mapped("name")),
                "promised_at": self._get_promise(opening.span.stop),
            }
        )
        if services.template_ids:
            workorder.add_jobs_from_templates(services.template_ids)
        self.env["garage.slot"].create(self._prepare_slots(workorder, opening))
        return self.create(
            {
                "company_id": company.id,
                "workorder_id": workorder.id,
                "service_ids": services.ids,
                "start": opening.span.start,
                "stop": opening.span.stop,
                "contact_name": contact.name or partner.name,
                "contact_email": contact.email,
                "contact_phone": contact.phone,
                "contact_differs": differs,
                "note": contact.note,
                "lang": self.env.lang,
                "consent_at": fields.Datetime.now(),
            }
        )

    @api.model
    def _get_partner(self, vehicle, contact):
        """Who the visit is for: the owner, or whoever else typed a contact."""
        owner = vehicle.owner_id
        if not contact.name and not contact.email and not contact.phone:
            return owner, False
        if rules.is_owner(contact, owner.email or "", owner.phone or ""):
            return owner, False
        if not owner:
            vehicle.owner_id = self._create_partner(contact)
            return vehicle.owner_id, False
        return self._create_partner(contact), True

    @api.model
    def _get_promise(self, stop):
        """Half an hour after the work, on the half hour."""
        promise = stop + timedelta(minutes=30)
        return promise + timedelta(minutes=-promise.minute % 30)

    @api.model
    def _prepare_slots(self, workorder, opening):
        plan = self.env["garage.slot"]
        stays = plan._prepare_stays(workorder, opening)
        return [{**stay, "booked_online": True} for stay in stays]
