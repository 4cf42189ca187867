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
            booked = env["garage.booking"].search([("company_id", "=", ids["company"])])
            self.assertEqual(booked.vehicle_id.mapped("plate"), ["11-AA-11"])

    def _store_workshop(self, env):
        company = env["res.company"].create({"name": "Last slot garage"})
        company.partner_id.tz = "UTC"
        company.resource_calendar_id.tz = "UTC"
        company.write({"garage_booking_lead_hours": 0, "garage_booking_share": 100})
        env["garage.bay"].create({"name": "Only lift", "company_id": company.id})
        env["hr.employee"].create(
            {"name": "Only one", "garage_mechanic": True, "company_id": company.id}
        )
        service = env["garage.booking.service"].create(
            {"name": "Look", "hours": 8, "company_id": company.id}
        )
        start = env["garage.booking"]._get_offer(company, service)[1]["times"][0]
        return {"company": company.id, "service": service.id, "start": start["value"]}

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
            domain = [("company_id", "=", ids["company"])]
            workorders = env["garage.workorder"].search(domain)
            vehicles, partners = workorders.vehicle_id, workorders.partner_id
            env["garage.message"].search(domain).unlink()
            workorders.unlink()
            vehicles.unlink()
            partners.unlink()
            for model in ("garage.booking.service", "garage.bay", "hr.employee"):
                env[model].search(domain).unlink()
            env["res.company"].browse(ids["company"]).active = False
