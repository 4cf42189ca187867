from odoo.tests import HttpCase, tagged

from .common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestCardsTour(WorkorderCommon, HttpCase):
    """An estimate of three jobs from templates and one in free text, by keyboard."""

    def test_an_estimate_is_built_within_its_click_budgets(self):
        self._create_user("adviser")
        self.pads.name = "Tour pads"
        self.template.write({"name": "Tour brakes front", "sequence": 0})
        self.other_template.write({"name": "Tour brakes rear", "sequence": 1})
        self.template.copy({"name": "Tour service", "sequence": 2})
        workorder = self._create_workorder()

        self.start_tour(
            f"/odoo/garage.workorder/{workorder.id}",
            "garage_workorder_cards",
            login="garage_adviser",
        )

        wiper = workorder.job_ids.sorted()[3]
        self.assertEqual(wiper.name, "Replace the wiper motor")
        self.assertEqual(
            wiper.line_ids.mapped("name"), ["Wiper motor out and in", "Tour pads"]
        )
        self.assertEqual(wiper.line_ids.mapped("product_uom_qty"), [1.5, 1])
        self.assertEqual(workorder.amount_total, 300 + 216 + 300 + 240)
