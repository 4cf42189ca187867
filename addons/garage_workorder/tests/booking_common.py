from .plan_common import PlanCommon, at_hour


class BookingCommon(PlanCommon):
    """Two services to book; the clock stands at eight on the Monday."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["garage.booking.service"].search([]).active = False
        cls.service, cls.tyres = cls.env["garage.booking.service"].create(
            [
                {
                    "name": "Brake check",
                    "template_ids": cls.template.ids,
                    "price_from": 89,
                },
                {"name": "Tyre change", "hours": 1, "bay_kind": "floor"},
            ]
        )
        cls.company.write(
            {
                "garage_booking_lead_hours": 2,
                "garage_booking_days": 14,
                "garage_booking_share": 100,
            }
        )
        cls.bookings = cls.env["garage.booking"]

    def setUp(self):
        super().setUp()
        self.at(at_hour(8))

    def _form(self, **values):
        return {
            "plate": "77-ZZ-77",
            "service": [str(self.service.id)],
            "start": "2027-03-01T10:00",
            "name": "Sanne Bos",
            "email": "sanne@example.com",
            "phone": "06 1234 9876",
            "consent": "1",
            **values,
        }

    def _book(self, **values):
        return self.bookings._book(self.company, self._form(**values))

    def _times(self, services=None, **how):
        offer = self.bookings._get_offer(self.company, services or self.service, **how)
        return {
            str(day["day"]): [time["text"] for time in day["times"]] for day in offer
        }
