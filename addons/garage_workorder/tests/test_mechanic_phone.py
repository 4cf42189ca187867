from odoo.http import root
from odoo.tests import tagged

from .common import WorkorderCommon
from .phone import PhoneCase

#: a hand scanner: quick keys ended by Enter
SCAN = """for (const key of [..."%s", "Enter"]) {
    document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
}"""
#: 70 MB that call themselves a photo and are none
BROKEN_PHOTO = """(() => {
    const input = document.querySelector(".o_mech_more input");
    const files = new DataTransfer();
    const bytes = new Uint8Array(70 * 1024 * 1024);
    files.items.add(new File([bytes], "big.jpg", { type: "image/jpeg" }));
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
})()"""


@tagged("post_install", "-at_install")
class TestMechanicPhone(WorkorderCommon, PhoneCase):
    """A mechanic's day on the phone, with and without network."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.employee.user_id = cls._create_user("mechanic")
        cls.workorder, cls.job, cls.rear = cls._create_approved()

    def test_start_pause_and_finish_with_a_finding(self):
        with self.phone("garage_mechanic") as phone:
            phone.open()
            phone.tap(".o_mech_card", "Brakes front")
            self.assertNotIn("300", phone.see(".o_mech_job", "squeaks when braking"))
            phone.tap(".o_mech_start")
            phone.see(".o_mech_bar .o_mech_clock", ":")
            phone.tap(".o_mech_tick", "Pads")
            phone.see(".o_mech_tick .o_mech_fitted")
            phone.tap(".o_mech_pause")
            phone.miss(".o_mech_bar")
            phone.tap(".o_mech_start")
            phone.tap(".o_mech_finding")
            phone.tap(".o_mech_level_red")
            phone.fill(".o_mech_sheet textarea", "Brake hose torn")
            phone.tap(".o_mech_save")
            phone.see(".o_mech_found_red", "Brake hose torn")
            phone.tap(".o_mech_finish")
            phone.see(".o_mech_foot_why", "done")
            phone.miss(".o_mech_net")
            phone.tap(".o_mech_back")
            phone.see(".o_mech_card_done", "Brakes front")

        self.assertEqual(self.job.state, "done")
        self.assertEqual(len(self.job.time_entry_ids), 2)
        self.assertTrue(all(self.job.time_entry_ids.mapped("stop")))
        self.assertEqual(self.job._get_issued_lines().product_id, self.pads)
        found = self.workorder.job_ids - self.job - self.rear
        self.assertEqual(found.mapped("severity"), ["red"])
        self.assertEqual(found.finding, "Brake hose torn")

    def test_without_network_everything_is_kept_and_sent_once(self):
        with self.phone("garage_mechanic") as phone:
            phone.open()
            phone.see(".o_mech_card", "Brakes front")
            phone.run("navigator.serviceWorker.ready.then(() => true)")
            phone.cut_network()
            phone.tap(".o_mech_card", "Brakes front")
            phone.tap(".o_mech_start")
            phone.tap(".o_mech_note")
            phone.fill(".o_mech_sheet textarea", "Wheel nut seized")
            phone.tap(".o_mech_save")
            phone.tap(".o_mech_tick", "Pads")
            phone.see(".o_mech_net", "3 waiting")
            self.assertFalse(self.job.floor_entry_ids)

            phone.open()  # the phone was put away and the page is opened again
            phone.see(".o_mech_net", "3 waiting")
            phone.see(".o_mech_net", "List of")
            phone.see(".o_mech_bar .o_mech_clock", ":")

            phone.cut_network(False)
            phone.run("window.dispatchEvent(new Event('online'))")
            phone.miss(".o_mech_net")
            phone.run("window.dispatchEvent(new Event('online'))")
            phone.see(".o_mech_bar", "Brakes front")

        entries = self.job.floor_entry_ids.sorted("id")
        self.assertEqual(entries.mapped("action"), ["start", "note", "tick"])
        self.assertEqual(len(self.job.time_entry_ids), 1)
        line = self.job.line_ids.filtered(lambda line: line.product_id == self.pads)
        self.assertTrue(line.garage_done)

    def test_a_log_out_in_between_loses_nothing(self):
        with self.phone("garage_mechanic") as phone:
            phone.open()
            phone.tap(".o_mech_card", "Brakes front")
            root.session_store.delete(self.session)
            phone.tap(".o_mech_note")
            phone.fill(".o_mech_sheet textarea", "Wheel nut seized")
            phone.tap(".o_mech_save")
            phone.see(".o_mech_net", "You are logged out")
            phone.see(".o_mech_net", "1 waiting")
            self.assertFalse(self.job.floor_entry_ids)

            self.authenticate(
                "garage_mechanic", "garage_mechanic", browser=phone.browser
            )
            phone.run("window.dispatchEvent(new Event('online'))")
            phone.miss(".o_mech_net")

        self.assertEqual(self.job.floor_entry_ids.text, "Wheel nut seized")
        self.assertIn("Wheel nut seized", self.workorder.activity_ids.note)

    def test_a_scanned_box_and_a_photo_that_cannot_be_opened(self):
        self.pads.barcode = "4006633374491"
        with self.phone("garage_mechanic") as phone:
            phone.open()
            phone.see(".o_mech_card", "Brakes front")
            phone.run(SCAN % "4006633374491")
            phone.tap(".o_mech_fit")
            phone.see(".o_mech_hit", "fitted")
            phone.tap("[data-tab=jobs]")
            phone.tap(".o_mech_card", "Brakes front")
            phone.tap(".o_mech_finding")
            phone.fill(".o_mech_sheet textarea", "Hose torn")
            phone.run(BROKEN_PHOTO)
            phone.see(".o_mech_toast_danger", "70 MB")
            phone.tap(".o_mech_level_amber")
            phone.tap(".o_mech_save")
            phone.see(".o_mech_found_amber", "Hose torn")
            phone.miss(".o_mech_net")

        entry = self.job.floor_entry_ids.filtered(lambda e: e.action == "finding")
        self.assertEqual((entry.text, entry.severity), ("Hose torn", "amber"))
        line = self.job.line_ids.filtered(lambda line: line.product_id == self.pads)
        self.assertTrue(line.garage_done)

    def test_a_message_of_the_adviser_is_shown_and_seen(self):
        message = self.env["garage.floor.message"].create(
            {
                "workorder_id": self.workorder.id,
                "employee_id": self.employee.id,
                "job_id": self.job.id,
                "text": "Customer waits",
            }
        )
        with self.phone("garage_mechanic") as phone:
            phone.open()
            phone.see("[data-tab=messages] .o_mech_badge")
            phone.tap("[data-tab=messages]")
            phone.see(".o_mech_message", "Customer waits")
            phone.miss("[data-tab=messages] .o_mech_badge")
            phone.miss(".o_mech_net")
            phone.tap(".o_mech_message", "Customer waits")
            phone.see(".o_mech_job", "Brakes front")

        self.assertTrue(message.read_at)
