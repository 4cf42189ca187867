import pathlib
import sys
import tempfile
import time
import unittest
from uuid import uuid4

from odoo.tests import HttpCase, tagged

IOT_TESTS = pathlib.Path(__file__).parents[3] / "iot" / "tests"
sys.path.append(str(IOT_TESTS))

from genuine import Runtime, missing  # noqa: E402

from garage_iot.simulators.switches import Mode  # noqa: E402
from garage_iot.simulators.terminal import TerminalSimulator  # noqa: E402

SCOPES = ("pay", "read", "manage")
PATIENCE = 60


@unittest.skipIf(missing(), f"Odoo's IoT runtime needs {', '.join(missing())}")
@tagged("post_install", "-at_install")
class TestOdooIotRuntime(HttpCase):
    """Odoo's genuine IoT runtime pairs with this server and takes a payment."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.box = cls.env["garage.iot.box"].create(
            {
                "name": "Counter 1",
                "identifier": "counter-1",
                "url": "http://127.0.0.1:1",
            }
        )
        cls.box.action_pair()
        folder = tempfile.TemporaryDirectory(prefix="garage-iot-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.terminal = TerminalSimulator(cls.folder / "ledger", mode=Mode(delay=0.0))
        cls.addClassCleanup(cls.terminal.stop)

    def start_runtime(self, conf):
        """Start it as its own page would after the text from Odoo was pasted."""
        runtime = Runtime(self.folder / "box", conf)
        self.addCleanup(runtime.stop)
        runtime.wait_for("/garage_iot/v1/hello")
        return runtime

    def call(self, runtime, method, path, body=None):
        answer = runtime.till.call(method, path, body, token=self.token)
        self.assertEqual(answer.status, 200, answer.body)
        return answer.body

    def set_up_terminal(self, runtime):
        device = {
            "kind": "terminal",
            "name": "Front",
            "driver": "zvt",
            "host": "127.0.0.1",
            "port": self.terminal.port,
        }
        self.call(runtime, "PUT", "devices/front", device)

    def pay(self, runtime):
        line = str(uuid4())
        sale = {"key": f"{line}:1", "line": line, "terminal": "front", "kind": "sale"}
        money = {"amount": 4990, "currency": "EUR", "reference": "1"}
        attempt = self.call(runtime, "POST", "payments", {**sale, **money})
        deadline = time.monotonic() + PATIENCE
        while not attempt["final"] and time.monotonic() < deadline:
            where = f"payments/{attempt['key']}?rev={attempt['rev']}&wait=5"
            attempt = self.call(runtime, "GET", where)
        return attempt

    def test_pairing_download_and_a_payment(self):
        conf = {
            "remote_server": self.base_url(),
            "token": self.box.pairing_token,
            "db_name": self.env.cr.dbname,
        }
        self.token = self.box._mint_token(0, SCOPES)
        # The server uses this test's cursor meanwhile: no queries in here.
        with self.allow_requests(all_requests=True):
            runtime = self.start_runtime(conf)
            stock = runtime.handlers / "drivers/printer_driver_L.py"
            stock_came_back = stock.exists()
            self.set_up_terminal(runtime)
            attempt = self.pay(runtime)
            runtime.stop()

        self.box.invalidate_recordset()
        self.assertEqual(self.box.serial, "test_identifier")
        self.assertTrue(stock_came_back)
        self.assertEqual(attempt["state"], "approved")
        self.assertEqual(attempt["result"]["amount"], 4990)
