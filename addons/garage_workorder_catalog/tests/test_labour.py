from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .labour_common import JobLabourCase


@tagged("post_install", "-at_install")
class TestLabour(JobLabourCase):
    """Labour operations with the hours of the vehicle on the cards."""

    def test_the_box_offers_the_operation_with_hours_and_source(self):
        (offer,) = self.offers("zbrake pads")

        self.assertEqual(offer["label"], "ZB-10 Zbrake pads front")
        self.assertEqual(offer["detail"], "0.90 h · Own times")
        self.assertEqual(offer["title"], "Testwagen Falke, Wheel bolts 140 Nm")

    def test_one_click_puts_the_priced_work_on_the_job(self):
        line = self.take("ZB-10")

        self.assertEqual(
            (line.name, line.product_id), ("Zbrake pads front", self.labour)
        )
        self.assertEqual((line.product_uom_qty, line.price_subtotal), (0.9, 90))
        self.assertEqual(
            (line.garage_labour_code, line.garage_book_hours), ("ZB-10", 0.9)
        )
        self.assertEqual(self.job.sold_hours, 0.9)

    def test_book_time_stays_beside_the_hours_that_are_sold(self):
        line = self.take("ZB-10")

        self.job.with_user(self.adviser).save_card_line(
            line.id, {"product_uom_qty": 1.5}, {"product_uom_qty": 0.9}
        )

        self.assertEqual((line.product_uom_qty, line.garage_book_hours), (1.5, 0.9))
        self.assertIn("book time 0.90 h", self.marks(line))

    def test_the_card_shows_the_code_and_the_source(self):
        line = self.take("ZB-10")
        (row,) = self.job.with_user(self.adviser).get_card()["lines"]

        self.assertEqual((row["code"], row["kind"]), ("ZB-10", "labour"))
        self.assertEqual(
            self.marks(line)["book time"],
            "0.90 h, Own times, Testwagen Falke, Wheel bolts 140 Nm",
        )

    def test_the_text_is_in_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("nl_NL")
        operation = self.env["garage.labour.operation"].search([("code", "=", "ZB-10")])
        operation.with_context(lang="nl_NL").name = "Zremblokken voor"
        self.workorder.partner_id.lang = "nl_NL"

        self.assertEqual(self.take("ZB-10").name, "Zremblokken voor")

    def test_work_without_a_time_for_the_vehicle_is_not_offered(self):
        self.assertFalse(self.offers("zclutch"))

    def test_what_depends_on_the_engine_is_offered_twice_with_what_to_check(self):
        details = [offer["detail"] for offer in self.offers("ZE-30")]

        self.assertEqual(
            details,
            [
                "4.20 h · Own times · check: engine CZDA",
                "5.10 h · Own times · check: engine CXSA",
            ],
        )

    def test_two_lists_that_disagree_are_both_shown(self):
        self._create_guide("Maker", "code;name;hours\nZB-10;Zpads;0,70\n", sequence=1)
        details = [offer["detail"] for offer in self.offers("ZB-10")]
        self.assertEqual(details, ["0.70 h · Maker", "0.90 h · Own times"])

        line = self.take("ZB-10")

        title = self.marks(line)["book time"]
        self.assertIn("Own times says 0.90 h", title)

    def test_an_offer_that_changed_meanwhile_is_refused_in_words(self):
        values = self.offers("ZB-10")[0]["values"]
        self._create_guide("Own", "code;hours\nZZ-1;1\n")
        self.guide.operation_ids.time_ids.hours = 3

        with self.assertRaisesRegex(UserError, "ZB-10 has changed meanwhile"):
            self.job.with_user(self.adviser).add_card_line(values)
        for odd in ("ZB-10", 7, {"code": {}}, {"code": "ZB-10", "hours": "x"}):
            with self.assertRaises(UserError):
                self.job.add_card_line({"kind": "labour", "operation": odd})
        self.assertFalse(self.job.line_ids)

    def test_contained_work_asks_before_it_is_charged_twice(self):
        self.take("ZB-20")

        (offer,) = self.offers("ZB-10")
        self.assertIn("“Zbrake discs front” on this visit contains", offer["confirm"])
        line = self.take("ZB-10")
        self.assertEqual(self.marks(line)["contained in ZB-20"], "Zbrake discs front")

    def test_work_that_contains_what_is_there_asks_too(self):
        self.take("ZB-10")

        self.assertIn("It contains “Zbrake pads", self.offers("ZB-20")[0]["confirm"])
        self.assertFalse(self.offers("zroad")[0]["confirm"])

    def test_preparation_counts_once_per_visit(self):
        self.take("zroad")
        other = self.job.copy({"name": "Other job", "workorder_id": self.workorder.id})

        self.assertIn("once per visit", self.offers("zroad", other)[0]["confirm"])

    def test_declined_work_keeps_its_operation_when_offered_again(self):
        self.take("ZB-10")
        self.workorder.action_send_estimate()
        self.workorder._decide({self.job.id: False}, "phone", "Test customer")

        again = self.workorder.add_declined_job(self.job.id)

        self.assertEqual(again.line_ids.garage_labour_code, "ZB-10")
        self.assertEqual(again.line_ids.garage_book_hours, 0.9)

    def test_the_mechanic_reads_the_torques_with_the_step(self):
        self.take("ZB-10")

        (row,) = self.job._get_mechanic_lines()

        self.assertEqual(row["note"], "Wheel bolts 140 Nm")

    def test_a_mechanic_takes_no_operation(self):
        values = self.offers("ZB-10")[0]["values"]

        with self.assertRaises(AccessError):
            self.job.with_user(self.user("mechanic")).add_card_line(values)

    def test_labour_that_is_not_sold_by_the_hour_is_refused(self):
        self.labour.uom_id = self.env.ref("uom.product_uom_unit")

        with self.assertRaisesRegex(UserError, "not sold by the hour"):
            self.take("ZB-10")
