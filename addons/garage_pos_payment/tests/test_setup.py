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

    def choose_driver(self, code="zvt", name="Terminal counter 2"):
        self.wizard.action_next()
        driver = self.env["garage.iot.setup.driver"].search(
            [("setup_id", "=", self.wizard.id), ("code", "=", code)]
        )
        self.wizard.write({"name": name, "kind": "terminal", "driver_id": driver.id})
        self.wizard.action_next()

    def set_up(self):
        self.choose_driver()
        self.wizard.write({"host": "127.0.0.1", "port": self.process.terminal_port})
        self.wizard.action_next()

    def value(self, code):
        return self.wizard.value_ids.filtered(lambda row: row.code == code)

    def test_terminal_is_set_up_tested_and_tied_to_its_counter(self):
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
        self.assertEqual(self.config.garage_terminal_id, device)
        self.assertTrue(self.wizard.test_ok)
        kinds = device.operation_ids.mapped("kind")
        self.assertEqual(set(kinds), {"setup", "test"})

    def test_form_comes_from_the_driver_of_the_box(self):
        self.choose_driver()

        self.assertEqual(self.wizard.port, 20007)
        self.assertEqual(self.value("password").label, "Password")
        self.assertFalse(self.value("password").usual)

    def test_wrong_setting_is_told_in_one_sentence(self):
        self.choose_driver()
        self.wizard.host = "127.0.0.1"
        self.value("answer_timeout").value = "soon"

        with self.assertRaisesRegex(UserError, "must be a number"):
            self.wizard.action_next()
        self.assertEqual(self.wizard.step, "parameters")

    def test_a_missing_address_is_asked_for_in_one_sentence(self):
        self.choose_driver()
        self.wizard.host = " "

        with self.assertRaisesRegex(UserError, "Enter the device's network address"):
            self.wizard.action_next()

    def test_box_says_what_only_it_can_know(self):
        self.choose_driver()
        self.wizard.write({"host": "127.0.0.1", "port": 70000})

        with self.assertRaisesRegex(UserError, "port"):
            self.wizard.action_next()

    def test_nothing_is_set_up_while_the_register_is_open(self):
        self.open_session()

        with self.assertRaisesRegex(UserError, "Counter 1 is open"):
            self.choose_driver(name="Terminal")

    def test_terminal_that_does_not_answer_is_not_done(self):
        self.choose_driver(name="Dead")
        self.wizard.write({"host": "127.0.0.1", "port": 1})
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
