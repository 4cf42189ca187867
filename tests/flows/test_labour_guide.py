"""A guide of labour times that an add-on brings, on the cards of the work order."""

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.garage_workorder.tests.common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestLabourGuide(WorkorderCommon):
    """The work order never learns who answered."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["garage.labour.list"].search([]).active = False
        cls.guide = cls.env["garage.labour.list"].create(
            {"name": "Licensed guide", "provider": "service"}
        )
        cls.workorder = cls._create_workorder()

    def test_an_operation_of_another_guide_becomes_a_line(self):
        job = self.workorder.add_job_from_template(self.other_template)
        adviser = job.with_user(self._create_user("adviser"))
        offer = adviser.search_card_products("service bolt")[0]
        self.assertEqual(offer["label"], "S1 Service bolt, renew")

        line_id = adviser.add_card_line(offer["values"])["line_id"]

        line = job.line_ids.filtered(lambda line: line.id == line_id)
        self.assertEqual(
            (line.name, line.product_uom_qty), ("Service bolt, renew", 0.8)
        )
        self.assertEqual((line.price_subtotal, line.garage_book_hours), (80, 0.8))
        self.assertFalse(self.env["garage.labour.operation"].search([]), "nothing kept")

    def test_a_template_takes_the_hours_of_another_guide(self):
        template = self._create_template("Bolt", 3.0, self.pads)
        template.line_ids[0].write({"labour_code": "S1", "name": False})

        job = self.workorder.add_job_from_template(template)

        self.assertEqual(job.line_ids[0].name, "Service bolt, renew")
        self.assertEqual(job.sold_hours, 0.8)

    def test_a_guide_that_does_not_answer_is_told_and_stops_nobody(self):
        template = self.env["garage.job.template"].create(
            {
                "name": "Bolt",
                "line_ids": [Command.create({"kind": "labour", "labour_code": "S9"})],
            }
        )
        job = self.workorder.add_job_from_template(template)

        (offer,) = job.search_card_products("silence")

        self.assertTrue(offer["disabled"])
        self.assertEqual(offer["detail"], "Licensed guide: the service does not answer")
        self.assertEqual(job.sold_hours, 1)
