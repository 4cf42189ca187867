from functools import partial
from threading import Thread

from odoo import api
from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestLastSlot(TransactionCase):
    """Two visitors, two connections, one place left."""

    def test_exactly_one_of_two_gets_the_last_slot(self):
        with self.registry.cursor() as cr:
            ids = self._store_workshop(api.Environment(cr, self.env.uid, {}))
        self.addCleanup(self._clean, ids)
        results = {}

        first = self.registry.cursor()
        self.addCleanup(first.close)
        env = api.Environment(first, self.env.uid, {})
        self._try(env, ids, "11-AA-11")
        second = Thread(target=self._try_in_thread, args=(ids, "22-BB-22", results))
        second.start()
        second.join(1.0)
        waits = second.is_alive()
        first.commit()
        second.join(20)

        self.assertTrue(waits, "the second waits for the first")
        self.assertIn("just taken", results["22-BB-22"])
        with self.registry.cursor() as cr:
            env = api.Environment(cr, self.env.uid, {})
            booked = env["garage.booking"].search(
                [("service_ids", "in", ids["service"])]
            )
            self.assertEqual(booked.vehicle_id.mapped("plate"), ["11-AA-11"])

    def _store_workshop(self, env):
        """One bay of its kind and one mechanic; a service that fills their day."""
        bay = env["garage.bay"].create({"name": "Only wash", "kind": "wash"})
        person = env["hr.employee"].create({"name": "One", "garage_mechanic": True})
        service = env["garage.booking.service"].create(
            {"name": "Look", "hours": 6, "bay_kind": "wash"}
        )
        company = service.company_id
        days = env["garage.booking"]._get_offer(company, service)
        return {
            "company": company.id,
            "bay": bay.id,
            "person": person.id,
            "service": service.id,
            "start": days[1]["times"][0]["value"],
        }

    def _try(self, env, ids, plate):
        company = env["res.company"].browse(ids["company"])
        form = {
            "plate": plate,
            "service": [str(ids["service"])],
            "start": ids["start"],
            "name": "Sanne Bos",
            "phone": "06 1234 5678",
            "consent": "1",
        }
        return env["garage.booking"]._book(company, form)

    def _try_in_thread(self, ids, plate, results):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, self.env.uid, {})
            try:
                retrying(partial(self._try, env, ids, plate), env)
                results[plate] = "booked"
            except UserError as error:
                results[plate] = error.args[0]

    def _clean(self, ids):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, self.env.uid, {"active_test": False})
            bookings = env["garage.booking"].search(
                [("service_ids", "in", ids["service"])]
            )
            workorders = bookings.workorder_id
            vehicles, partners = workorders.vehicle_id, workorders.partner_id
            env["garage.message"].search(
                [("res_model", "=", bookings._name), ("res_id", "in", bookings.ids)]
            ).unlink()
            workorders.unlink()
            vehicles.unlink()
            partners.unlink()
            env["garage.booking.service"].browse(ids["service"]).unlink()
            env["garage.bay"].browse(ids["bay"]).unlink()
            env["hr.employee"].browse(ids["person"]).unlink()
