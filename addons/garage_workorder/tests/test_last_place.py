from odoo.tests import tagged

from .two_connections import TwoConnections


@tagged("post_install", "-at_install")
class TestLastPlace(TwoConnections):
    """An adviser and a customer want the last free place at the same second."""

    def setUp(self):
        super().setUp()
        self.ids = self.store(self._store_workshop)
        self.addCleanup(self.store, self._remove)

    def _store_workshop(self, env):
        """One bay of its kind, a service that fills a day, a visit that needs it."""
        bay = env["garage.bay"].create({"name": "Only alignment", "kind": "wash"})
        person = env["hr.employee"].create({"name": "One", "garage_mechanic": True})
        template = env["garage.job.template"].create(
            {"name": "Last place", "bay_kind": "wash"}
        )
        service = env["garage.booking.service"].create(
            {"name": "Last place", "hours": 6, "bay_kind": "wash"}
        )
        partner = env["res.partner"].create({"name": "Last Vries"})
        vehicle = env["garage.vehicle"].create(
            {"plate": "33-LP-33", "owner_id": partner.id}
        )
        workorder = env["garage.workorder"].create({"vehicle_id": vehicle.id})
        workorder.add_job_from_template(template)
        offer = env["garage.booking"]._get_offer(service.company_id, service)
        return {
            "bay": bay.id,
            "person": person.id,
            "template": template.id,
            "service": service.id,
            "partner": partner.id,
            "vehicle": vehicle.id,
            "workorder": workorder.id,
            "start": offer[1]["times"][0]["value"],
        }

    def _remove(self, env):
        env = env(context={"active_test": False})
        service = env["garage.booking.service"].browse(self.ids["service"])
        bookings = env["garage.booking"].search([("service_ids", "in", service.ids)])
        booked = bookings.workorder_id
        vehicles, partners = booked.vehicle_id, booked.partner_id
        env["garage.message"].search(
            [("res_model", "=", bookings._name), ("res_id", "in", bookings.ids)]
        ).unlink()
        own = env["garage.workorder"].browse(self.ids["workorder"])
        own.slot_ids.unlink()
        own.sale_order_ids.order_line.unlink()
        own.sale_order_ids.unlink()
        own.job_ids.unlink()
        (booked | own).unlink()
        (vehicles | vehicles.browse(self.ids["vehicle"])).unlink()
        (partners | partners.browse(self.ids["partner"])).unlink()
        service.unlink()
        env["garage.job.template"].browse(self.ids["template"]).unlink()
        env["garage.bay"].browse(self.ids["bay"]).unlink()
        env["hr.employee"].browse(self.ids["person"]).unlink()

    def _book(self, env):
        """What the booking page does."""
        form = {
            "plate": "44-LP-44",
            "service": [str(self.ids["service"])],
            "start": self.ids["start"],
            "name": "Sanne Bos",
            "phone": "06 1234 5678",
            "consent": "1",
        }
        env["garage.booking"]._book(env.company, form)
        return "booked"

    def _plan(self, env):
        """What dropping the visit on the bay's day does, without choosing a time."""
        day = self.ids["start"][:10]
        place = {"day": day, "hours": 6, "bay_id": self.ids["bay"]}
        return env["garage.slot"].plan_workorder(self.ids["workorder"], place)

    def _overlaps(self):
        cr = self.registry.cursor()
        self.addCleanup(cr.close)
        slots = self.env(cr=cr)["garage.slot"].search(
            [("bay_id", "=", self.ids["bay"])], order="start"
        )
        pairs = zip(slots, slots[1:], strict=False)
        return [one.id for one, next_ in pairs if one.stop > next_.start]

    def test_a_customer_after_the_adviser_is_told_that_the_time_was_just_taken(self):
        answer = self.both(self._plan, self._book)

        self.assertTrue(self.waited)
        self.assertIn("just taken", answer)
        self.assertEqual(self._overlaps(), [])

    def test_an_adviser_after_the_customer_is_told_who_has_the_bay(self):
        answer = self.both(self._book, self._plan)

        self.assertTrue(self.waited)
        self.assertRegex(answer["conflicts"][0], "is taken by 44-LP-44")

    def test_the_next_free_place_after_the_customer_is_another_one(self):
        self.both(
            self._book,
            lambda env: env["garage.slot"].plan_next_free(self.ids["workorder"]),
        )

        self.assertTrue(self.waited)
        self.assertEqual(self._overlaps(), [])
