"""Who is reminded today, how, and why not."""

from datetime import date, timedelta
from unittest import TestCase

from ..domain.dunning import (
    Customer,
    DueItem,
    Hold,
    Step,
    Strategy,
    decide,
    promise_state,
)

TODAY = date(2026, 6, 30)
STRATEGY = Strategy(
    id=1,
    steps=(
        Step(1, 1, 7, "mail"),
        Step(2, 2, 21, "mail", fee=1500),
        Step(3, 3, 35, "phone"),
    ),
    gap=7,
    minimum=500,
)


def item(item_id=1, late=10, amount=10000, **values):
    """Build an item that is ``late`` days overdue; amount in cents."""
    return DueItem(item_id, amount, TODAY - timedelta(days=late), **values)


def decision(*items, **values):
    """Decide for a customer with these items."""
    return decide(Customer(1, items, **values), STRATEGY, TODAY)


class TestDunningRules(TestCase):
    def test_an_item_past_the_first_step_is_reminded(self):
        found = decision(item(late=7))

        self.assertEqual(
            (found.kind, found.step.level, found.amount), ("reminder", 1, 10000)
        )

    def test_nothing_happens_before_the_first_step(self):
        self.assertEqual(decision(item(late=6)).kind, "nothing")

    def test_steps_are_taken_one_at_a_time_however_late(self):
        self.assertEqual(decision(item(late=90)).step.level, 1)

    def test_the_next_step_waits_for_the_gap(self):
        yesterday, long_ago = TODAY - timedelta(days=1), TODAY - timedelta(days=7)

        self.assertEqual(
            decision(item(late=40, level=1, reminded=yesterday)).kind, "nothing"
        )
        self.assertEqual(
            decision(item(late=40, level=1, reminded=long_ago)).step.level, 2
        )

    def test_after_the_last_step_nothing_more_is_sent(self):
        self.assertEqual(decision(item(late=400, level=3)).kind, "nothing")

    def test_a_phone_step_is_a_call(self):
        self.assertEqual(decision(item(late=40, level=2)).kind, "call")

    def test_one_reminder_lists_everything_late_and_advances_what_is_due(self):
        found = decision(item(1, late=10), item(2, late=3), item(3, late=-5))

        self.assertEqual((found.items, found.advance), ((1, 2), {1: 1}))

    def test_every_whole_hold_stops_the_reminder(self):
        for reason in (
            "paid",
            "no_followup",
            "dispute",
            "promise",
            "on_its_way",
            "other",
        ):
            with self.subTest(reason):
                found = decision(item(holds=(Hold(reason),)))

                self.assertEqual((found.kind, found.held[1].reason), ("held", reason))

    def test_the_strongest_hold_is_shown(self):
        found = decision(item(holds=(Hold("promise"), Hold("dispute"))))

        self.assertEqual(found.held[1].reason, "dispute")

    def test_the_rest_of_a_partly_disputed_item_is_reminded(self):
        found = decision(item(amount=10000, holds=(Hold("dispute", amount=4000),)))

        self.assertEqual((found.kind, found.amount), ("reminder", 6000))

    def test_parts_that_make_the_whole_hold_the_item(self):
        holds = (Hold("dispute", amount=4000), Hold("on_its_way", amount=6000))

        self.assertEqual(decision(item(holds=holds)).kind, "held")

    def test_a_credit_note_that_covers_the_items_holds_them(self):
        found = decision(item(amount=10000), credit=10000)

        self.assertEqual((found.kind, found.held[1].reason), ("held", "credit_note"))

    def test_a_smaller_credit_note_is_taken_off_what_is_asked_for(self):
        found = decision(item(amount=10000), credit=2500)

        self.assertEqual((found.kind, found.amount), ("reminder", 7500))

    def test_small_change_is_not_reminded(self):
        found = decision(item(amount=499))

        self.assertEqual((found.kind, found.held[1].reason), ("held", "too_small"))

    def test_a_broken_promise_is_a_case_for_a_person(self):
        found = decision(item(late=3), broken_promise={"until": TODAY})

        self.assertEqual(found.kind, "broken_promise")

    def test_a_held_item_that_is_not_due_yet_is_not_shown(self):
        self.assertEqual(
            decision(item(late=2, holds=(Hold("dispute"),))).kind, "nothing"
        )

    def test_promises_are_kept_or_broken_by_themselves(self):
        until = date(2026, 6, 20)

        self.assertEqual(promise_state(100, 0, until, 3, TODAY), "kept")
        self.assertEqual(promise_state(100, 40, until, 3, TODAY), "broken")
        self.assertEqual(promise_state(100, 40, until, 10, TODAY), "open")
