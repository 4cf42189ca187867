from odoo.tests import tagged

from .common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestDocuments(WorkorderCommon):
    def _render(self, name, records):
        reports = self.env["ir.actions.report"]
        html, _kind = reports._render_qweb_html(f"garage_workorder.{name}", records.ids)
        return html.decode()

    def test_estimate_shows_jobs_as_sections_with_subtotal_and_link(self):
        workorder, front, _rear = self._create_estimate()
        front.need_ids.create(
            {"job_id": front.id, "name": "Brake hose", "price_to_follow": True}
        )
        workorder.action_send_estimate()

        html = self._render("report_estimate", workorder)

        for text in ("Brakes front", "Subtotal", "300.00", "516.00", "12-ABC-3"):
            self.assertIn(text, html)
        self.assertIn("Brake hose", html)
        self.assertIn("data:image/png;base64", html)

    def test_estimate_after_the_answer_shows_what_is_done(self):
        workorder, front, rear = self._create_approved()

        html = self._render("report_estimate", workorder)

        self.assertIn(front.name, html)
        self.assertNotIn(rear.name, html)

    def test_slip_for_the_bay_has_no_prices(self):
        workorder, front, _rear = self._create_approved()

        html = self._render("report_slip", workorder)

        self.assertIn(front.name, html)
        self.assertIn("squeaks when braking", html)
        self.assertNotIn("300.00", html)
        self.assertNotIn("250.00", html)

    def test_mechanic_prints_the_slip(self):
        workorder, _front, _rear = self._create_approved()
        mechanic = self._create_user("mechanic")

        html = self._render("report_slip", workorder.with_user(mechanic))

        self.assertIn(workorder.name, html)

    def test_several_key_tags_print_together(self):
        workorders = self._create_workorder() | self._create_workorder(key_tag="18")

        html = self._render("report_key_tag", workorders)

        self.assertEqual(html.count("12-ABC-3"), 2)
