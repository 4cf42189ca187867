from odoo.tests import BaseCase, tagged

from ..domain.basket import Position, best, sum_up


@tagged("post_install", "-at_install")
class TestBasketRules(BaseCase):
    def test_what_he_has_wholly_is_summed_with_deposits_and_the_latest_day(self):
        basket = sum_up(
            [
                Position("Pads", 2, 30.0, 5.0, 10, 0),
                Position("Filter", 1, 6.0, 0.0, 1, 2),
            ]
        )

        self.assertTrue(basket.complete)
        self.assertEqual((basket.amount, basket.deposits), (66, 10))
        self.assertEqual(basket.lead_days, 2)

    def test_what_he_does_not_have_is_named_with_its_reason_and_not_summed(self):
        basket = sum_up(
            [
                Position("Pads", 4, 30.0, 5.0, 2, 0),
                Position("Clip", 1),
                Position("Oil", 1, 9.0, stock=None),
                Position("Disc", 1, 50.0, stock=0),
                Position("Filter", 1, 6.0, 0.0, 1, 1),
            ]
        )

        self.assertEqual((basket.has, basket.of, basket.amount), (1, 5, 6))
        reasons = dict(basket.missing)
        self.assertEqual(list(reasons), ["Pads", "Clip", "Oil", "Disc"])
        self.assertEqual(
            list(reasons.values()), ["part", "not_carried", "unknown", "none"]
        )

    def test_a_day_that_is_not_told_makes_the_whole_unknown(self):
        basket = sum_up([Position("a", 1, 1.0, 0, 1, 0), Position("b", 1, 1.0, 0, 1)])

        self.assertIsNone(basket.lead_days)

    def test_the_cheapest_complete_one_is_best_and_the_earlier_among_equals(self):
        def whole(price, days, **more):
            return sum_up([Position("a", 1, price, 0, 9, days, **more)])

        baskets = {
            "half": sum_up([Position("a", 1, 1.0, 0, 0, 0)]),
            "old": whole(2.0, 0, stale=True),
            "free": whole(0.0, 0),
            "late": whole(5.0, 3),
            "unknown": whole(5.0, None),
            "early": whole(5.0, 1),
            "dear": whole(6.0, 0),
        }

        self.assertEqual(best(baskets), "early")
        self.assertIsNone(best({"half": baskets["half"]}))
        self.assertFalse(sum_up([]).complete)
