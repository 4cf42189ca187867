from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .box_process import BOX_ID, BoxProcess
from .common import SECRET, TillCase


@tagged("post_install", "-at_install")
class TestSetup(TillCase):
    """A manager sets up a terminal on a running box, and looks after it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.process = BoxProcess("http://localhost", SECRET)
        cls.addClassCleanup(cls.process.stop)
        cls.box.write({"identifier": BOX_ID, "url": cls.process.url})
        cls.boss = new_test_user(
            cls.env,
            "box-boss",
            groups="base.group_user,garage_base.group_garage_manager",
        )

    def setUp(self):
        super().setUp()
        wizards = self.env["garage.iot.setup"].with_user(self.boss)
        self.wizard = wizards.create({"box_id": self.box.id, "step": "box"})

    def choose_driver(self, code="zvt", name="Terminal counter 2", kind="terminal"):
        self.wizard.action_next()
        driver = self.env["garage.iot.setup.driver"].search(
            [("setup_id", "=", self.wizard.id), ("code", "=", code)]
        )
        self.wizard.write({"name": name, "kind": kind, "driver_id": driver.id})
        self.wizard.action_next()

    def type(self, **values):
        """Type into the form: ``password="12"`` or ``host="127.0.0.1"``."""
        rows = [dict(row) for row in self.wizard.settings]
        for row in rows:
            short = row["name"].removeprefix("parameters.")
            row["value"] = values.get(short, row["value"])
        self.wizard.settings = rows

    def set_up(self, name="Terminal counter 2"):
        self.choose_driver(name=name)
        self.type(host="127.0.0.1", port=str(self.process.terminal_port))
        self.wizard.action_next()

    def row(self, name):
        return next(row for row in self.wizard.settings if row["name"] == name)

    def test_terminal_is_set_up_tested_and_charged_on_by_its_counter(self):
        self.set_up()
        self.wizard.config_id = self.config
        self.wizard.action_next()
        self.wizard.action_test()
        self.wizard.action_next()

        device = self.wizard.device_id
        self.assertEqual(self.wizard.step, "done")
        self.assertEqual(
            (device.driver, device.identifier), ("zvt", "terminal-counter-2")
        )
        method = device.payment_method_ids
        self.assertEqual(method.use_payment_terminal, "garage_iot")
        self.assertIn(method, self.config.payment_method_ids)
        self.assertEqual(device.charging_config_ids, self.config)
        self.assertTrue(self.wizard.test_ok)
        kinds = device.operation_ids.mapped("kind")
        self.assertEqual(set(kinds), {"setup", "test"})

    def test_payment_method_of_the_register_moves_to_the_new_terminal(self):
        self.set_up()
        self.wizard.write({"config_id": self.config.id, "method_id": self.card.id})
        self.wizard.action_next()

        self.assertEqual(self.card.garage_device_id, self.wizard.device_id)
        self.assertFalse(self.terminal.charging_config_ids)

    def test_form_comes_from_the_driver_of_the_box(self):
        self.choose_driver(name="Never seen")

        password = self.row("parameters.password")
        recovery = self.row("parameters.recovery")
        self.assertEqual(self.row("port")["value"], "20007")
        self.assertEqual(password["label"], "Password")
        self.assertEqual((password["kind"], password["usual"]), ("secret", ""))
        self.assertIn(["keep", "The terminal keeps the payment"], recovery["choices"])
        self.assertTrue(self.row("host")["required"])

    def test_form_speaks_the_language_of_the_user(self):
        self.env["res.lang"]._activate_lang("nl_NL")
        self.wizard = self.wizard.with_context(lang="nl_NL")

        self.choose_driver()

        self.assertEqual(self.row("parameters.password")["label"], "Wachtwoord")

    def test_wrong_settings_are_told_at_their_fields(self):
        self.choose_driver()
        self.type(host=" ", answer_timeout="soon", password="12")

        self.wizard.action_next()

        self.assertEqual(self.wizard.step, "parameters")
        self.assertEqual(self.row("host")["problem"], "Network address is missing.")
        late = self.row("parameters.answer_timeout")["problem"]
        self.assertEqual(late, "Answer time must be a number.")
        self.assertIn("right form", self.row("parameters.password")["problem"])
        self.assertFalse(self.row("port")["problem"])
        self.assertTrue(self.wizard.notice)

    def test_what_only_the_box_can_know_is_told_at_its_field(self):
        self.choose_driver(code="arcus2")
        self.type(folder="/nowhere")

        self.wizard.action_next()

        self.assertEqual(self.wizard.step, "parameters")
        problem = self.row("folder")["problem"]
        self.assertEqual(problem, "There is no folder /nowhere on the box.")

    def test_device_is_changed_with_what_the_box_has(self):
        self.set_up()
        device = self.wizard.device_id
        self.type(password="123456", charset="utf-8")
        self.wizard.action_back()
        self.wizard.action_next()

        action = device.with_user(self.boss).action_change()
        self.wizard = self.wizard.browse(action["res_id"])
        self.wizard.name = "Terminal by the door"
        self.wizard.action_next()
        self.type(answer_timeout="7")
        self.wizard.action_next()

        known = self.box._call(
            "GET", f"/devices/{device.identifier}", scopes=("manage",)
        )
        self.assertEqual(device.name, "Terminal by the door")
        self.assertEqual(known["parameters"]["answer_timeout"], 7)
        self.assertEqual(known["port"], self.process.terminal_port)
        self.assertEqual(len(self.wizard.box_id.device_ids), 3)

    def test_secret_stays_on_the_box_and_leaves_the_form(self):
        self.choose_driver()
        port = str(self.process.terminal_port)
        self.type(host="127.0.0.1", port=port, password="000000")
        self.wizard.action_next()

        action = self.wizard.device_id.with_user(self.boss).action_change()
        again = self.wizard.browse(action["res_id"])
        again.action_next()
        again.action_next()

        self.assertFalse(self.row("parameters.password")["value"])
        stored = {row["name"]: row["stored"] for row in again.settings}
        self.assertTrue(stored["parameters.password"])
        self.assertEqual(again.step, "receipts")

    def test_printer_is_tried_out_with_a_page(self):
        self.choose_driver(code="escpos", name="Printer 2", kind="printer")
        self.type(host="127.0.0.1", port=str(self.process.printer_port))
        self.wizard.action_next()
        self.wizard.config_id = self.config
        self.wizard.action_next()
        self.wizard.action_test()

        self.assertTrue(self.wizard.test_ok, self.wizard.test_text)
        self.assertIn("Printer 2", self.process.receipts[0])
        self.assertEqual(self.config.garage_printer_id, self.wizard.device_id)

    def test_nothing_is_set_up_while_the_register_is_open(self):
        self.open_session()

        with self.assertRaisesRegex(UserError, "Counter 1 is open"):
            self.choose_driver(name="Terminal")

    def test_terminal_that_does_not_answer_is_not_done(self):
        self.choose_driver(name="Dead")
        self.type(host="127.0.0.1", port="1")
        self.wizard.action_next()
        self.wizard.action_next()
        self.wizard.action_test()

        with self.assertRaisesRegex(UserError, "not answered"):
            self.wizard.action_next()

    def service(self, function, **values):
        self.terminal.identifier = "terminal"
        wizard = (
            self.env["garage.iot.service"]
            .with_user(self.boss)
            .create({"device_id": self.terminal.id, "function": function, **values})
        )
        wizard.action_run()
        return wizard

    def pay(self):
        line = f"line-{self.id().rsplit('.', 1)[1]}"
        body = {"key": f"{line}:1", "line": line, "terminal": "terminal"}
        body |= {"kind": "sale", "amount": 1000, "reference": "26-1"}
        body["currency"] = self.company.currency_id.name
        attempt = self.box._call("POST", "/payments", 5, ("pay",), body)
        while not attempt["final"]:
            where = f"/payments/{attempt['key']}?rev={attempt['rev']}&wait=5"
            attempt = self.box._call("GET", where, 10, ("pay",))

    def test_charge_without_an_order_is_taken_back_with_a_reason(self):
        before = self.process.charged
        self.pay()

        with self.assertRaisesRegex(UserError, "Say why"):
            self.service("reversal")
        wizard = self.service("reversal", reason="No order has it")

        self.assertIn("taken back", wizard.result)
        self.assertEqual(self.process.charged, before)
        self.assertEqual(self.terminal.operation_ids[0].reason, "No order has it")

    def test_service_functions_answer_in_words(self):
        self.pay()

        self.assertIn("10.00", self.service("last").result)
        self.assertIn("payments", self.service("totals").result)
        self.assertTrue(self.service("restart", reason="Hung").result)
        self.assertEqual(len(self.terminal.operation_ids), 3)

    def test_doctor_measures_box_version_and_devices(self):
        self.terminal.identifier = "terminal"
        self.printer.identifier = "gone"

        action = self.box.with_user(self.boss).action_doctor()

        doctor = self.env[action["res_model"]].browse(action["res_id"])
        lights = {line.name: line.level for line in doctor.line_ids}
        self.assertEqual(lights["Server to box Counter 1"], "green")
        self.assertEqual(lights["Version of the box"], "green")
        self.assertEqual(lights["Box to Terminal counter 1"], "green")
        self.assertEqual(lights["Box to Printer counter 1"], "red")
        self.assertIn("Printer counter 1", doctor.advice)

    def test_box_of_another_version_names_the_update(self):
        with self.assertRaisesRegex(UserError, "Update whichever is older"):
            self.box._check_version({"version": "9.0", "api": 9})

    def test_test_page_comes_out_of_the_printer(self):
        self.printer.identifier = "printer"

        self.printer.with_user(self.boss).action_test_page()

        self.assertIn("Test page", self.process.receipts[0])
        self.assertIn("ÄÖÜ äöüß", self.process.receipts[0])
        self.assertEqual(self.printer.operation_ids.mapped("kind"), ["page"])

    def test_test_page_says_that_the_paper_is_out(self):
        self.printer.identifier = "printer"
        self.process.act("printer", "paper", paper="out")
        self.addCleanup(self.process.act, "printer", "paper", paper="ok")

        action = self.printer.with_user(self.boss).action_test_page()

        self.assertIn("no paper", action["params"]["message"])
        self.assertFalse(self.printer.operation_ids.ok)

    def test_last_payments_come_from_the_box(self):
        self.pay()
        self.terminal.identifier = "terminal"

        action = self.terminal.with_user(self.boss).action_payments()

        rows = self.env["garage.iot.payment"].with_user(self.boss)
        newest = rows.search(action["domain"], limit=1)
        self.assertEqual((newest.amount, newest.state), (10.0, "approved"))
