from odoo.tests import BaseCase, tagged

from ..domain.reorder import Stock, get_quantity, get_rest


@tagged("post_install", "-at_install")
class TestReorderRules(BaseCase):
    def test_enough_left_needs_no_order(self):
        stock = Stock(on_hand=3, incoming=2, drafted=0, promised=1)

        self.assertEqual(stock.projected, 4)
        self.assertEqual(get_quantity(stock, point=4, target=10), 0)

    def test_below_the_point_it_is_ordered_up_to_the_target(self):
        stock = Stock(on_hand=3, incoming=0, drafted=0, promised=1)

        self.assertEqual(get_quantity(stock, point=4, target=10), 8)

    def test_what_stands_on_a_draft_counts_as_bought(self):
        stock = Stock(on_hand=0, incoming=0, drafted=8, promised=2)

        self.assertEqual(get_quantity(stock, point=4, target=10), 0)

    def test_packs_and_minimum_of_the_supplier_are_kept(self):
        stock = Stock(on_hand=0, incoming=0, drafted=0, promised=3)

        self.assertEqual(get_quantity(stock, 0, 0, pack=2), 4)
        self.assertEqual(get_quantity(stock, 0, 0, pack=0, minimum=5), 5)

    def test_job_that_waits_is_served_without_any_forecast(self):
        stock = Stock(on_hand=1, incoming=0, drafted=0, promised=3)

        self.assertEqual(get_quantity(stock, point=0, target=0), 2)

    def test_what_was_bought_meanwhile_is_taken_off_the_proposal(self):
        self.assertEqual(get_rest(8, before=-2, now=3), 3)
        self.assertEqual(get_rest(8, before=-2, now=20), 0)
        self.assertEqual(get_rest(8, before=-2, now=-5), 8)
