import time
from datetime import date, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged
from odoo.tests.common import _super_send

from ..clients import register_http, register_stub
from ..clients.dvla import DvlaClient
from ..clients.register_http import RegisterError
from .common import VehicleCase

PLATE = "T742HB"


class RegisterCase(VehicleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        server = register_stub.running()
        cls.stub = server.__enter__()
        cls.addClassCleanup(server.__exit__, None, None, None)
        cls.rdw = cls.env.ref("garage_vehicle.register_rdw")
        cls.rdw.write({"active": True, "url": cls.stub.url})

    @classmethod
    def _request_handler(cls, session, request, /, **options):
        """Odoo's tests wait ten seconds at least; ours are about waiting."""
        return _super_send(session, request, **options)

    def setUp(self):
        super().setUp()
        self.stub.status, self.stub.delay = 0, 0
        self.stub.requests.clear()

    def _ask(self, text=PLATE):
        return self.Vehicle.ask_registers(text)


@tagged("post_install", "-at_install")
class TestRegister(RegisterCase):
    def test_a_typed_plate_is_answered_with_its_source(self):
        answer = self._ask("t-742-hb")

        self.assertEqual(answer["state"], "found")
        self.assertTrue(answer["text"].startswith("RDW: Opel, Astra"))
        self.assertIn("96 kW", answer["text"])

    def test_a_new_vehicle_takes_over_what_was_said(self):
        self._ask()

        vehicle = self.Vehicle.create({"plate": PLATE})

        self.assertEqual(vehicle.title, "Opel Astra")
        self.assertEqual(vehicle.fact_sources["make_id"], "register")
        self.assertTrue(vehicle.register_text.startswith("RDW, "))

    def test_an_answer_that_comes_late_still_fills_the_vehicle(self):
        vehicle = self.Vehicle.create({"plate": PLATE})
        self.assertFalse(vehicle.make_id)

        self._ask()

        self.assertEqual(vehicle.title, "Opel Astra")

    def test_what_a_person_said_stays(self):
        vehicle = self.Vehicle.create({"plate": PLATE, "color": "Racing green"})

        self._ask()

        self.assertEqual(vehicle.color, "Racing green")
        self.assertEqual(vehicle.register_other, "Colour Grijs")

    def test_a_model_of_another_make_is_not_taken(self):
        ford = self.env["garage.vehicle.make"]._get_or_create("Ford")
        vehicle = self.Vehicle.create({"plate": PLATE, "make_id": ford.id})

        self._ask()

        self.assertEqual((vehicle.make_id, vehicle.model_id.id), (ford, False))

    def test_the_register_renews_its_own_word(self):
        vehicle = self.Vehicle.create({"plate": PLATE})
        self._ask()
        first = vehicle.inspection_due

        with freeze_time(fields.Datetime.now() + timedelta(days=30)):
            vehicle.action_ask_register()

        self.assertGreater(vehicle.inspection_due, first)

    def test_the_same_plate_is_asked_once(self):
        self._ask()
        asked = len(self.stub.requests)

        self._ask()

        self.assertEqual(asked, 4)
        self.assertEqual(len(self.stub.requests), asked)

    def test_an_old_answer_is_asked_again(self):
        self._ask()
        self.stub.requests.clear()

        with freeze_time(fields.Datetime.now() + timedelta(days=8)):
            self._ask()

        self.assertEqual(len(self.stub.requests), 4)

    def test_an_unknown_plate_is_said_so(self):
        answer = self._ask("XX-99-XX")

        self.assertEqual(answer["state"], "not_found")
        self.assertEqual(answer["text"], "RDW does not know this number.")

    def test_a_broken_register_is_offline_and_nothing_is_raised(self):
        self.stub.status = 500

        answer = self._ask()

        self.assertEqual(answer["state"], "offline")
        self.assertEqual(answer["text"], "RDW does not answer. Type on.")

    def test_a_slow_register_is_not_waited_for(self):
        self.assertEqual(register_http.TIMEOUT, 3)
        self.stub.delay = 30
        begin = time.monotonic()

        with patch.object(register_http, "TIMEOUT", 0.5):
            answer = self._ask()

        self.assertEqual(answer["state"], "offline")
        self.assertLess(time.monotonic() - begin, 3)

    def test_no_answer_does_not_forget_what_was_known(self):
        self._ask()
        self.stub.status = 503

        with freeze_time(fields.Datetime.now() + timedelta(days=8)):
            answer = self._ask()

        self.assertEqual(answer["state"], "found")

    def test_without_a_register_nothing_is_asked(self):
        self.rdw.active = False

        self.assertEqual(self._ask(), {"state": "none", "text": ""})
        self.assertFalse(self.stub.requests)

    def test_words_and_empty_text_are_not_asked(self):
        for text in ("", "Jansen", "06-12345678", None):
            self.assertEqual(self._ask(text)["state"], "none", text)

    def test_a_simulator_is_called_so(self):
        self.rdw.is_simulator = True

        answer = self._ask()

        self.assertTrue(answer["simulator"])
        self.assertIn("RDW (simulator)", answer["text"])

    def test_an_american_vin_is_answered_by_vpic(self):
        vpic = self.env.ref("garage_vehicle.register_vpic")
        vpic.write({"active": True, "url": self.stub.url})

        answer = self._ask("1HGCM82633A004352")

        self.assertEqual((answer["make"], answer["model"]), ("Honda", "Accord"))

    def test_a_british_plate_is_answered_by_dvla(self):
        dvla = self.env.ref("garage_vehicle.register_dvla")
        dvla.write({"active": True, "url": self.stub.url})

        answer = self.Vehicle.ask_registers("AA19 AAA", "GB")

        self.assertEqual(answer["make"], "Ford")

    def test_dvla_errors_are_told_apart(self):
        client = DvlaClient(self.stub.url, "key")
        kinds = {"ER19BAD": "bad_request", "ER19THR": "throttled", "ER19ERR": "server"}

        for plate, kind in kinds.items():
            with self.assertRaises(RegisterError) as caught:
                client.look_up(plate)
            self.assertEqual(caught.exception.kind, kind)
        self.assertIsNone(client.look_up("ER19NFD"))

    def test_an_adviser_asks_and_cannot_see_the_key(self):
        adviser = self._new_user("adviser")

        answer = self.Vehicle.with_user(adviser).ask_registers(PLATE)

        self.assertEqual(answer["state"], "found")
        names = self.rdw.with_user(adviser).fields_get()
        self.assertNotIn("api_key", names)

    def test_the_button_says_what_came_of_it(self):
        vehicle = self.Vehicle.create({"plate": PLATE})

        message = vehicle.action_ask_register()["params"]

        self.assertEqual(message["type"], "success")
        self.assertIn("Opel", message["message"])
        self.assertIsInstance(vehicle.first_registration, date)
