from odoo.tests import HttpCase, new_test_user, tagged

from .box_process import BOX_ID, BoxProcess
from .common import SECRET, TillCase


@tagged("post_install", "-at_install")
class TestSetupTour(TillCase, HttpCase):
    """A manager changes a terminal in the browser, with a real box behind."""

    def test_wrong_answer_is_told_at_its_field_and_mended_there(self):
        process = BoxProcess(self.base_url(), SECRET)
        self.addCleanup(process.stop)
        self.box.write({"identifier": BOX_ID, "url": process.url})
        boss = new_test_user(
            self.env,
            "setup-boss",
            groups="base.group_user,garage_base.group_garage_manager",
        )

        self.start_tour(
            f"/odoo/garage-box-devices/{self.terminal.id}",
            "garage_setup_device",
            login=boss.login,
        )

        known = self.box._call("GET", "/devices/terminal", scopes=("manage",))
        self.assertEqual(known["parameters"]["answer_timeout"], 8)
        self.assertEqual(known["host"], "127.0.0.1")
        self.assertTrue(self.terminal.operation_ids.filtered("ok"))
