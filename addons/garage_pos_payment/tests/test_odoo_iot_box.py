import io
import json
import zipfile
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged

from ..domain import pairing

LOGGER = "odoo.addons.garage_pos_payment.models.garage_iot_box_pairing"
PRINTER = {"name": "Front", "type": "printer", "manufacturer": "Garage"}


@tagged("post_install", "-at_install")
class TestOdooIotBox(HttpCase):
    """A genuine Odoo IoT box pairs, takes its handlers and reports."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.serial = f"10000000{uuid4().hex[:8]}"
        cls.box = cls.env["garage.iot.box"].create(
            {
                "name": "Counter 1",
                "identifier": "counter-1",
                "url": "http://127.0.0.1:1",
            }
        )
        cls.box.action_pair()

    def send(self, path, body=None):
        data = body if isinstance(body, bytes) else json.dumps(body)
        headers = {"Content-Type": "application/json"}
        return self.url_open(path, data=data, headers=headers, method="POST")

    def setup_message(self, **changes):
        box = {
            "identifier": self.serial,
            "mac": "b8:27:eb:00:00:01",
            "ip": "192.168.1.40",
            "token": self.box.pairing_token,
            "version": "L25.10-19.0#abc",
            **changes,
        }
        devices = {"garage_front": PRINTER, "keyboard_1": {"type": "keyboard"}}
        return {"params": {"iot_box": box, "devices": devices}}

    def pair(self):
        return self.send("/iot/setup", self.setup_message())

    def fetch(self, serial=None, etag=None):
        headers = {"If-None-Match": etag} if etag else {}
        form = {"identifier": serial or self.serial, "auto": "True"}
        return self.url_open("/iot/get_handlers", data=form, headers=headers)

    def test_a_box_with_the_token_gets_its_channel_and_its_devices_are_listed(self):
        answer = self.pair()

        self.assertEqual(answer.json()["result"], self.box.bus_channel)
        self.assertGreater(len(self.box.bus_channel), 30)
        self.assertEqual(self.box.serial, self.serial)
        self.assertEqual(self.box.url, "http://192.168.1.40:8069")
        self.assertEqual(self.box.device_ids.mapped("identifier"), ["front"])
        self.assertEqual(self.box.state, "online")

    def test_a_wrong_token_is_refused_and_changes_nothing(self):
        answer = self.send("/iot/setup", self.setup_message(token="x" * 43))

        self.assertEqual(answer.status_code, 403)
        self.assertFalse(self.box.serial)

    def test_a_second_box_cannot_use_the_token_of_the_first(self):
        self.pair()

        answer = self.send("/iot/setup", self.setup_message(identifier="other"))

        self.assertEqual(answer.status_code, 403)
        self.assertEqual(self.box.serial, self.serial)

    def test_pairing_anew_shuts_the_old_box_out(self):
        self.pair()
        old, channel = self.setup_message(), self.box.bus_channel

        self.box.action_pair()

        self.assertEqual(self.send("/iot/setup", old).status_code, 403)
        self.assertEqual(self.fetch().status_code, 403)
        self.assertNotEqual(self.box.bus_channel, channel)

    def test_the_text_to_paste_holds_server_database_and_token(self):
        found = urlsplit(self.box.pairing_text)
        values = parse_qs(found.query, keep_blank_values=True)

        self.assertEqual(f"{found.scheme}://{found.netloc}", self.box.get_base_url())
        self.assertEqual(values["token"], [self.box.pairing_token])
        self.assertEqual(values["db_name"], [self.env.cr.dbname])
        self.assertEqual(values["db_uuid"], [""])
        self.assertEqual(self.box.secret, pairing.api_secret(self.box.pairing_token))

    def test_only_an_administrator_pairs_and_sees_the_token(self):
        groups = "base.group_user,point_of_sale.group_pos_manager"
        manager = new_test_user(self.env, "pairing manager", groups=groups)
        box = self.box.with_user(manager)

        for field in ("pairing_token", "pairing_text", "bus_channel"):
            with self.assertRaises(AccessError):
                box.read([field])
        with self.assertRaises(AccessError):
            box.action_pair()

    def test_the_zip_holds_our_handlers_the_box_and_odoos_own(self):
        self.pair()

        answer = self.fetch()

        self.assertEqual(answer.headers["Content-Type"], "application/zip")
        archive = zipfile.ZipFile(io.BytesIO(answer.content))
        names = set(archive.namelist())
        self.assertIn("drivers/garage_http.py", names)
        self.assertIn("interfaces/garage_interface.py", names)
        self.assertIn("lib/garage_iot/service/api.py", names)
        self.assertIn("drivers/printer_driver_L.py", names)
        self.assertIn("interfaces/usb_interface_L.py", names)
        told = json.loads(archive.read("lib/garage_box.json"))
        self.assertEqual(told["box"], "counter-1")
        self.assertEqual(told["origins"], [self.box.get_base_url()])
        self.assertNotIn(self.box.secret.encode(), answer.content)

    def test_a_box_that_has_the_handlers_does_not_load_them_again(self):
        self.pair()
        etag = self.fetch().headers["ETag"].strip('"')

        again = self.fetch(etag=etag)

        self.assertEqual((again.status_code, again.content), (304, b""))
        self.box.identifier = "counter-2"
        self.assertEqual(self.fetch(etag=etag).status_code, 200)

    def test_without_pairing_nothing_is_given(self):
        self.assertEqual(self.fetch().status_code, 403)
        self.pair()

        self.assertEqual(self.fetch("other").status_code, 403)
        self.assertEqual(self.fetch("a\x00b").status_code, 403)
        self.box.seen_from = "192.0.2.7"  # it last proved itself elsewhere
        self.assertEqual(self.fetch().status_code, 403)

    def test_what_a_box_reports_is_taken(self):
        self.pair()
        path = f"/iot/box/{self.serial}/display_url"
        end = {"identifier": self.serial, "ssl_certificate_end_date": "2027-01-31"}
        log = f"identifier {self.serial}<log/>\n30,hot\nforged<log/>\n".encode()
        alive = {"iot_box_identifier": self.serial, "status": "success"}
        certificate = "/iot/box/update_certificate_status"

        self.assertEqual(self.url_open(path).json(), {})
        for address, body in (
            (certificate, {"params": end}),
            ("/iot/box/send_websocket", {"params": alive}),
            ("/iot/keyboard_layouts", {}),
        ):
            self.assertEqual(self.send(address, body).status_code, 200, address)
        with patch(f"{LOGGER}._logger.info") as info:
            self.assertEqual(self.send("/iot/log", log).status_code, 200)
        self.assertEqual(info.call_args.args[1:], ("counter-1", "30,hot forged"))
        self.assertEqual(self.box.certificate_end, "2027-01-31")

    def test_strangers_are_refused_everywhere(self):
        self.assertEqual(self.url_open("/iot/box/x/display_url").status_code, 403)
        alive = {"params": {"iot_box_identifier": "x"}}
        end = {"params": {"identifier": "x", "ssl_certificate_end_date": "x"}}
        for path, body in (
            ("/iot/box/send_websocket", alive),
            ("/iot/box/update_certificate_status", end),
            ("/iot/log", b"identifier x<log/>\n"),
            ("/iot/keyboard_layouts", {}),
        ):
            self.assertEqual(self.send(path, body).status_code, 403, path)

    def test_odd_messages_are_answered_with_one_sentence(self):
        self.pair()
        odd = (
            b"", b"[]", b"nonsense", b"\xff\xfe", b"[" * 100000, b'{"params": []}',
            b'{"params": {"iot_box": 1, "devices": {}}}',
            json.dumps(self.setup_message(token=None)).encode(),
            json.dumps(self.setup_message(token="\u00e4" * 300)).encode(),
            json.dumps(self.setup_message(identifier="a\x00b")).encode(),
            json.dumps(self.setup_message(ip="evil.example/x?")).encode(),
        )  # fmt: skip
        for path in ("/iot/setup", "/iot/box/send_websocket", "/iot/log"):
            for body in odd:
                answer = self.send(path, body)

                self.assertEqual(answer.status_code, 400, (path, body[:60]))
                self.assertTrue(answer.json()["error"]["message"].endswith("."))

    def test_a_message_that_is_too_long_is_not_read(self):
        answer = self.send("/iot/setup", b" " * 300_000)

        self.assertEqual(answer.status_code, 413)

    def test_the_address_a_person_gave_stays(self):
        self.pair()
        self.box.url = "https://box.example"

        self.send("/iot/setup", self.setup_message(ip="192.168.1.99"))

        self.assertEqual(self.box.url, "https://box.example")

    def test_beside_odoos_own_iot_these_addresses_are_away(self):
        ir_http = self.env["ir.http"]
        modules = ["garage_pos_payment"]

        def found(names):
            rules = ir_http._generate_routing_rules(names, {})
            return {url for url, _endpoint in rules if url.startswith("/iot/")}

        self.assertIn("/iot/setup", found(modules))
        self.assertEqual(found([*modules, "iot"]), set())
