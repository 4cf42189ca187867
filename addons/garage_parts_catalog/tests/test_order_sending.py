import json
from contextlib import suppress
from datetime import timedelta
from unittest.mock import patch

import psycopg2

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import BaseCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.queue_job.tests.common import trap_jobs

from ..clients.json_supplier import JsonSupplier
from ..domain import order_steps
from ..models.catalog_queue import GarageCatalogQueue
from .order_common import OrderCase
from .supplier_common import KEY
from .test_supplier_offers import later


@tagged("post_install", "-at_install")
class TestOrderSteps(BaseCase):
    def test_orders_go_forward_only(self):
        for state in order_steps.STATES:
            self.assertFalse(
                state != "draft" and order_steps.allowed(state, "draft"), state
            )
        self.assertFalse(order_steps.allowed("unknown", "sending"))
        self.assertFalse(order_steps.allowed("rejected", "confirmed"))
        self.assertTrue(order_steps.allowed("unknown", "confirmed"))

    def test_pauses_grow_and_end_at_two_hours(self):
        pauses = [order_steps.pause(tries) for tries in (1, 2, 3, 40)]
        seconds = [pause.total_seconds() for pause in pauses]
        self.assertEqual(seconds, [30, 60, 120, 7200])

    def test_the_suppliers_own_wish_is_kept(self):
        self.assertEqual(order_steps.pause(1, 120), timedelta(minutes=2))
        self.assertEqual(order_steps.pause(1, 90_000), timedelta(seconds=90_000))


@tagged("post_install", "-at_install")
class TestOrderSending(OrderCase):
    def test_an_order_is_sent_once_and_confirmed(self):
        order = self.start()

        self.assertEqual((order.state, order.supplier_ref), ("confirmed", "A-1001"))
        self.assertEqual(order.purchase_id.state, "purchase")
        self.assertEqual(self.stub.orders[0]["key"], order.idempotency_key)
        self.step(order, times=3)
        self.assertEqual((self.booked(), self.placed()), (1, 1))

    def test_the_key_is_stored_before_the_supplier_is_called(self):
        seen = []
        place = JsonSupplier.place_order

        def look(client, order, key):
            with self.registry.cursor() as cr:
                cr.execute(
                    "SELECT state, next_step FROM garage_supplier_order"
                    " WHERE idempotency_key = %s",
                    [key],
                )
                seen.append(cr.fetchone())
            return place(client, order, key)

        with patch.object(JsonSupplier, "place_order", look):
            self.start()
        self.assertEqual(seen, [("sending", "ask")])

    def test_a_lost_answer_is_asked_for_and_never_sent_again(self):
        order = self.start("lost")
        self.assertEqual((order.state, self.booked()), ("unknown", 1))
        self.assertIn("asked again", order.status_text)

        self.step(order, "ok")

        self.assertEqual((order.state, order.attempts), ("confirmed", 1))
        self.assertEqual((self.booked(), self.placed()), (1, 1))

    def test_what_the_supplier_surely_lacks_is_sent_again_with_the_same_key(self):
        order = self.start("429")
        self.assertEqual((order.state, order.next_step), ("sending", "place"))
        self.assertIn("asked too often", order.status_text)

        self.step(order, "ok")

        self.assertEqual((order.state, order.attempts), ("confirmed", 2))
        self.assertEqual(self.booked(), 1)

    def test_an_order_that_never_arrived_is_sent_again_after_asking(self):
        order = self.start("500")
        self.assertEqual(order.state, "unknown")
        self.step(order, "ok")
        self.assertEqual((order.state, order.next_step), ("unknown", "place"))

        self.step(order)

        self.assertEqual((order.state, self.booked()), ("confirmed", 1))

    def test_who_books_twice_must_say_three_times_that_he_has_none(self):
        self.live.honours_keys = False
        order = self.start("500")
        self.step(order, "no_keys", times=2)
        self.assertEqual((order.next_step, self.booked()), ("ask", 0))

        self.step(order, times=2)

        self.assertEqual((order.state, self.booked()), ("confirmed", 1))

    def test_while_somebody_waits_for_the_answer_nobody_else_calls(self):
        order = self.purchase()._garage_send(self.live)
        order._begin_step()
        self.step(order)
        self.assertEqual((order.state, self.stub.requests), ("sending", []))

        with later(minutes=2):
            self.step(order)

        self.assertEqual((order.state, order.questions), ("unknown", 1))
        self.assertEqual(self.placed(), 0)

    def test_two_clicks_are_one_order(self):
        purchase = self.purchase()
        first = purchase._garage_send(self.live)
        second = purchase._garage_send(self.live)

        self.assertEqual(first, second)
        self.step(first, times=2)
        self.assertEqual(self.booked(), 1)

    def test_the_database_refuses_a_second_living_order(self):
        order = self.start()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
            self.env.cr.savepoint(),
        ):
            order.create({"name": "again", "purchase_id": order.purchase_id.id})

    def test_a_rejected_order_can_be_given_elsewhere(self):
        order = self.start("rejected")
        self.assertEqual(order.state, "rejected")
        self.assertIn("order elsewhere", order.status_text)
        self.assertTrue(order.activity_ids)

        order.with_user(self.adviser).action_elsewhere()

        self.assertEqual(order.purchase_id.state, "cancel")
        self.assertFalse(order.activity_ids)

    def test_after_twelve_questions_a_person_has_to_call(self):
        order = self.start("lost")
        self.step(order, "500", times=13)

        self.assertFalse(order.next_at)
        self.assertIn("call the supplier", order.status_text)

    def test_a_person_who_called_says_that_they_have_it(self):
        order = self.start("lost")
        wizard = self.env["garage.supplier.order.decide"].with_user(self.adviser)
        values = {"answer": "has_it", "reference": "77", "reason": "Jansen, 10:40"}
        wizard.create({"order_id": order.id, **values}).action_confirm()

        self.assertEqual((order.state, order.supplier_ref), ("confirmed", "77"))
        self.assertEqual(
            (order.reason, order.line_ids.state), ("Jansen, 10:40", "same")
        )
        self.step(order, "ok")
        self.assertEqual(self.placed(), 1)

    def test_a_person_who_called_says_that_they_do_not_have_it(self):
        order = self.start("500")
        order.with_user(self.adviser)._decide(False, False, "Jansen, 10:40")

        self.assertEqual((order.state, order.reason), ("rejected", "Jansen, 10:40"))
        with self.assertRaisesRegex(UserError, "settled"):
            order._decide(True, "1", "no")

    def test_states_cannot_be_turned_back(self):
        order = self.start()
        with self.assertRaisesRegex(ValidationError, "cannot go back"):
            order.state = "draft"
        with self.assertRaisesRegex(UserError, "is kept"):
            order.unlink()

    def test_no_secret_is_in_what_is_kept(self):
        order = self.start("lost")
        self.step(order, "changed_price")
        kept = [order.payload, order.response, order.last_error, order.status_text]
        self.assertNotIn(KEY, json.dumps(kept))

    def test_a_broken_client_leaves_an_order_that_is_asked_for(self):
        order = self.purchase()._garage_send(self.live)
        broken = patch.object(JsonSupplier, "place_order", side_effect=OSError)
        with broken, suppress(OSError):
            self.step(order)
        self.env.invalidate_all()
        self.assertEqual((order.state, order.next_step), ("sending", "ask"))

    def test_the_job_of_an_order_is_planned_once(self):
        purchase = self.purchase()
        served = patch.object(GarageCatalogQueue, "_is_served", return_value=True)
        with served, trap_jobs() as trap:
            order = purchase._garage_send(self.live)
            order._enqueue()
        trap.assert_jobs_count(1)

    def test_what_a_crash_left_behind_is_taken_up(self):
        order = self.purchase()._garage_send(self.live)
        order._begin_step()
        self.env.flush_all()
        cron = self.env["garage.supplier.order"]
        with patch.object(type(self.env["ir.cron"]), "_commit_progress"):
            cron._cron_take_up()
            self.assertFalse(self.stub.requests)
            with later(minutes=2):
                cron._cron_take_up()
        self.env.invalidate_all()
        self.assertEqual(order.state, "unknown")

    def test_an_order_by_mail_is_noted_as_sent(self):
        self.live.active = False
        purchase = self.purchase()
        with self.assertRaisesRegex(UserError, "no live service"):
            purchase.action_garage_send()
        purchase.button_confirm()

        groups = "purchase.group_purchase_user"
        buyer = new_test_user(self.env, login="order_buyer", groups=groups)
        mailed = purchase.with_user(buyer).with_context(mark_rfq_as_sent=True)
        mailed.message_post(body="Our order")

        order = purchase.garage_supplier_order_ids
        self.assertEqual((order.state, order.next_step), ("sent", False))
        self.assertEqual(purchase.garage_supplier_status, "sent, not confirmed yet")

    def test_a_part_without_a_number_is_not_sent(self):
        self.product.default_code = False
        self.product.seller_ids.unlink()
        with self.assertRaisesRegex(UserError, "no number"):
            self.purchase()._garage_send(self.live)

    def test_advisers_send_and_mechanics_see_nothing(self):
        purchase = self.purchase()
        order = purchase.with_user(self.adviser)._garage_send(self.live)
        self.assertEqual(order.name, purchase.name)
        with self.assertRaises(AccessError):
            order.write({"supplier_ref": "1"})
        groups = "garage_base.group_garage_mechanic"
        mechanic = new_test_user(self.env, login="order_mechanic", groups=groups)
        with self.assertRaises(AccessError):
            order.with_user(mechanic).read(["name"])

    def test_bookkeepers_read_a_purchase_without_rights_on_sendings(self):
        order = self.start()
        groups = "account.group_account_invoice"
        bookkeeper = new_test_user(self.env, login="order_books", groups=groups)

        purchase = order.purchase_id.with_user(bookkeeper)
        self.assertEqual(purchase.garage_supplier_status, "confirmed")
        self.assertEqual(purchase.garage_supplier_order_id, order)
        with self.assertRaises(AccessError):
            order.with_user(bookkeeper).read(["payload"])


@tagged("post_install", "-at_install")
class TestOrderCancel(OrderCase):
    def test_a_cancelled_purchase_is_cancelled_at_the_supplier(self):
        order = self.start()

        order.purchase_id.button_cancel()

        self.env.invalidate_all()
        self.assertEqual(
            (order.state, order.purchase_id.state), ("cancelled", "cancel")
        )
        self.assertEqual(self.stub.orders[0]["state"], "cancelled")

    def test_what_has_left_is_not_cancelled_and_it_says_why(self):
        order = self.start()
        self.stub.orders[0]["deliveries"].append({"number": "1", "lines": []})

        with self.assertRaisesRegex(UserError, "left already"):
            order.purchase_id.button_cancel()
        self.assertEqual(
            (order.state, order.purchase_id.state), ("confirmed", "purchase")
        )

    def test_an_order_that_is_not_certain_is_not_cancelled(self):
        order = self.start("lost")
        with self.assertRaisesRegex(UserError, "not certain yet"):
            order.purchase_id.button_cancel()

    def test_a_supplier_who_does_not_answer_leaves_it_as_it_is(self):
        order = self.start()
        self.stub.scenario = "500"
        with self.assertRaisesRegex(UserError, "Press Cancel again"):
            order.purchase_id.button_cancel()

        self.stub.scenario = "ok"
        order.purchase_id.button_cancel()
        self.env.invalidate_all()
        self.assertEqual(order.state, "cancelled")

    def test_an_order_that_nobody_was_told_of_is_simply_dropped(self):
        order = self.purchase()._garage_send(self.live)
        order.purchase_id.button_cancel()
        self.step(order)
        self.assertEqual((order.state, self.stub.requests), ("cancelled", []))

    def test_an_order_by_mail_asks_for_a_call_first(self):
        self.live.active = False
        purchase = self.purchase()
        order = purchase._garage_send(None, "sent")
        with self.assertRaisesRegex(UserError, "Call him"):
            purchase.button_cancel()

        order._call_off_by_hand("Jansen agreed, 10:40")
        purchase.button_cancel()

        self.assertEqual((order.state, purchase.state), ("cancelled", "cancel"))
