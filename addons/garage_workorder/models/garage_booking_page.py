from urllib.parse import urlencode

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain import booking as rules


class GarageBooking(models.Model):
    """What the pages for visitors show."""

    _inherit = "garage.booking"

    @api.model
    def _get_page_company(self, text):
        """The workshop that is visited; its name and address are public."""
        companies = self.env["res.company"].sudo()  # see above
        if text and str(text).isdecimal():
            found = companies.browse(int(text)).exists()
            if found and self._get_services(found):
                return found
        own = self.env.company.sudo()
        if self._get_services(own):
            return own
        service = self.env["garage.booking.service"].sudo()
        return service.search([("online", "=", True)], limit=1).company_id or own

    @api.model
    def _pick_lang(self, chosen, accepted):
        """Language of the visitor: chosen on the page, else what the browser likes."""
        codes = [code for code, _name in self.env["res.lang"].get_installed()]
        by_short = {code[:2]: code for code in reversed(codes)}
        if chosen in codes or chosen in by_short:
            return chosen if chosen in codes else by_short[chosen]
        return rules.pick_language(accepted, codes) or self.env.lang or "en_US"

    @api.model
    def _get_languages(self):
        """Links to the page in the other languages: (code, name in that language)."""
        current = self.env.lang or "en_US"
        installed = self.env["res.lang"].get_installed()
        return [
            (code, name.split(" / ")[-1].split(" (")[0])
            for code, name in installed
            if code != current
        ]

    @api.model
    def _get_form_values(self, company, vehicle, params, message=""):
        """Everything that the booking page shows.

        :param params: what was typed or chosen so far; nothing of it is trusted
        """
        services = self._pick_services(company, params.get("service") or [])
        plate = vehicle.plate or (params.get("plate") or "").strip()[:20]
        note = (params.get("note") or "").strip()
        offer, message = self._get_offer_or_reason(
            company, services, plate, params, message
        )
        return {
            "company": company,
            "vehicle": vehicle,
            "plate": plate,
            "known": bool(vehicle) or self._is_known(company, plate),
            "mask": self._get_mask(vehicle),
            "services": self._get_services(company),
            "chosen": services,
            "form": {key: params.get(key) or "" for key in self._get_form_keys()},
            "note": note,
            "offer": offer,
            "asked": offer is not None,
            "hours": sum(services.mapped("hours")),
            "later": self._get_later_url(params, services, offer),
            "message": message,
            "languages": self._get_languages(),
            "query": self._get_query(params, services),
        }

    @api.model
    def _get_form_keys(self):
        return ("name", "email", "phone", "start", "consent", "v", "c")

    @api.model
    def _get_offer_or_reason(self, company, services, plate, params, message):
        """Free times once plate and wish are known, else None; and what is wrong."""
        asked = params.get("times") or params.get("start") or message
        if not asked:
            return None, message
        if not plate:
            return None, message or self.env._("Please type the plate of your vehicle.")
        if not services and not (params.get("note") or "").strip():
            text = self.env._("Please choose what we may do, or tell us in the note.")
            return None, message or text
        after = fields.Date.to_date(self._read_day(params.get("after")))
        try:
            moment = after and self._to_utc(company, after, 0)
            return self._get_offer(company, services, moment), message
        except UserError as error:
            return None, message or error.args[0]

    @api.model
    def _read_day(self, text):
        moment = rules.read_moment(f"{text}T00:00")
        return moment.date() if moment else None

    @api.model
    def _is_known(self, company, plate):
        if not plate:
            return False
        try:
            return self.env["garage.vehicle"]._is_known_plate(company, plate)
        except UserError:
            return False

    @api.model
    def _get_mask(self, vehicle):
        """How we reach the owner, so that only the owner recognises it."""
        owner = vehicle.owner_id
        email = rules.masked_email(owner.email or "")
        return email or (f"…{owner.phone[-2:]}" if owner.phone else "")

    @api.model
    def _get_query(self, params, services):
        """What was chosen so far as part of an address."""
        pairs = [(key, params[key]) for key in ("v", "c", "plate") if params.get(key)]
        pairs += [("service", service.id) for service in services]
        if params.get("note"):
            pairs.append(("note", params["note"]))
        if params.get("times"):
            pairs.append(("times", 1))
        return urlencode(pairs)

    @api.model
    def _get_later_url(self, params, services, offer):
        if not offer:
            return ""
        after = fields.Date.add(offer[-1]["day"], days=1)
        query = self._get_query({**params, "times": 1}, services)
        return f"/garage/book?{query}&after={after}#times"

    def _get_page_values(self, params, message=""):
        """Everything that the page of one booking shows."""
        self.ensure_one()
        moving = bool(params.get("move")) or "start" in params
        may_change = self._may_change()
        offer = []
        if moving and may_change:
            after = self._read_day(params.get("after"))
            moment = after and self._to_utc(self.company_id, after, 0)
            offer = self._get_offer(self.company_id, self.service_ids, moment)
        return {
            "booking": self,
            "company": self.company_id,
            "plate": self.vehicle_id.plate or "",
            "plate_country": (self.vehicle_id.plate_country_code or "").lower(),
            "when": self._get_when_text(),
            "token": self.access_token,
            "may_change": may_change,
            "may_check_in": self._may_check_in(),
            "moving": moving and may_change,
            "offer": offer,
            "done": "done" in params,
            "message": message,
            "form": params,
            "status_url": self._get_status_url(),
            "languages": [],
            "query": "",
        }

    def _get_status_url(self):
        """The customer's page of the visit, once the vehicle is here."""
        workorder = self.workorder_id
        if self.state != "arrived" or workorder.state == "cancelled":
            return ""
        return workorder._get_customer_url()
