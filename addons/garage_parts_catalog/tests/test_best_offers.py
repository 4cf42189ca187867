from odoo.exceptions import UserError
from odoo.tests import tagged

from .supplier_common import SupplierCase


@tagged("post_install", "-at_install")
class TestBestOffers(SupplierCase):
    """The best offer beside each row of the search."""

    def row(self, text="Z3.0460-7184.2", user=None):
        items = self.items.with_user(user or self.env.user)
        return items.lookup(text, filters={"source_id": self.source.id})[0]

    def ask_rows(self, *parts, quantity=1.0):
        answer = self.items.ask_best_offers([part.id for part in parts], quantity)
        self.env.invalidate_all()
        return answer

    def test_nothing_is_shown_before_anybody_was_asked(self):
        self.assertFalse(self.row()["offer"])

    def test_best_answer_stands_beside_the_row_from_then_on(self):
        self.other_stub.scenario = "changed_price"
        asked = self.ask_rows(self.part)[str(self.part.id)]
        shown = self.row()["offer"]
        self.assertEqual((shown["from"], shown["price"]), ("Nord live", 38.5))
        self.assertEqual(asked["price"], shown["price"])
        self.assertFalse(shown["stale"])

    def test_all_rows_are_one_question_to_each_supplier(self):
        self.ask_rows(self.part, self.item("ZF026407157"))
        self.assertEqual(len(self.stub.requests), 1)
        self.assertEqual(len(self.other_stub.requests), 1)
        self.assertEqual(self.row("ZF 026 407 157")["offer"]["price"], 5.9)

    def test_who_was_asked_a_moment_ago_is_not_asked_again(self):
        self.ask_rows(self.part)
        self.stub.requests.clear()
        self.ask_rows(self.part)
        self.assertEqual(self.stub.requests, [])

    def test_a_supplier_that_fails_hides_nobody(self):
        self.stub.scenario = "500"
        self.assertEqual(
            self.ask_rows(self.part)[str(self.part.id)]["from"], "West live"
        )

    def test_delivery_is_for_all_and_prices_for_advisers(self):
        self.ask_rows(self.part)
        offer = self.row(user=self.user("mechanic"))["offer"]
        self.assertEqual(offer["price"], 0)
        self.assertTrue(offer["lead"])

    def test_a_supplier_that_is_switched_off_is_forgotten_at_once(self):
        self.ask_rows(self.part)
        self.assertTrue(self.row()["offer"])
        (self.live | self.other).active = False
        self.assertFalse(self.row()["offer"])
        self.assertFalse(self.row()["live"])

    def test_a_quantity_of_nothing_is_refused(self):
        with self.assertRaises(UserError):
            self.ask_rows(self.part, quantity=0)
