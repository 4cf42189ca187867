import time
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..clients import supplier_http
from .supplier_common import KEY, SupplierCase


def later(**passed):
    """Set the models' clock forward; what waits for answers keeps the real one."""
    now = fields.Datetime.now() + timedelta(**passed)
    return patch.object(fields.Datetime, "now", staticmethod(lambda: now))


@tagged("post_install", "-at_install")
class TestSupplierOffers(SupplierCase):
    def test_live_offers_stand_beside_the_price_list(self):
        rows = self.ask()

        self.assertEqual(list(rows), ["Test wholesaler", "Nord live", "West live"])
        self.assertEqual(rows["Test wholesaler"]["price"], 41.10)
        live = rows["Nord live"]
        self.assertEqual((live["price"], live["deposit"]), (38.5, 12))
        self.assertEqual((live["stock"], live["lead"]), (20, "today"))

    def test_own_stock_stands_first(self):
        product = self.part._get_or_create_product()
        product.standard_price = 30
        shelf = self.env["stock.warehouse"].search([], limit=1).lot_stock_id
        self.env["stock.quant"]._update_available_quantity(product, shelf, 2)
        self.env.flush_all()

        rows = self.ask()

        self.assertEqual(next(iter(rows)), "Own stock")
        self.assertEqual(rows["Own stock"]["stock"], 2)
        self.assertTrue(rows["Own stock"]["best"])

    def test_half_of_the_quantity_is_said_and_never_best(self):
        self.stub.scenario = "partial_stock"

        rows = self.ask(quantity=4)

        self.assertEqual(rows["Nord live"]["available"], "part")
        self.assertEqual(rows["Nord live"]["stock"], 2)
        self.assertTrue(rows["West live"]["best"])

    def test_a_part_that_a_supplier_does_not_carry_is_said(self):
        rows = self.ask(part=self.item("Z986479C58"))

        self.assertEqual(rows["Nord live"]["problem"], "does not carry this part")

    def test_within_ten_minutes_nobody_is_asked_twice(self):
        self.ask()
        with later(minutes=9):
            rows = self.ask()

        self.assertEqual(len(self.stub.requests), 1)
        self.assertEqual(rows["Nord live"]["age"], "9 min ago")
        self.assertFalse(rows["Nord live"]["stale"])

    def test_another_quantity_is_another_question(self):
        self.ask(quantity=1)
        self.ask(quantity=4)

        self.assertEqual(len(self.stub.requests), 2)

    def test_asking_again_by_hand_asks(self):
        self.ask()
        self.ask(again=True)

        self.assertEqual(len(self.stub.requests), 2)

    def test_a_changed_price_is_shown_with_the_one_before(self):
        self.ask()
        self.stub.scenario = "changed_price"
        with later(minutes=11):
            row = self.ask()["Nord live"]

        self.assertEqual((row["price"], row["price_before"]), (42.35, 38.5))

    def test_an_old_price_stays_on_show_with_its_age_and_the_reason(self):
        self.ask()
        self.stub.scenario = "500"
        with later(minutes=30):
            row = self.ask()["Nord live"]

        self.assertEqual((row["price"], row["age"]), (38.5, "30 min ago"))
        self.assertTrue(row["stale"])
        self.assertEqual(row["problem"], "no answer: out of order")
        self.assertFalse(row["best"])

    def test_before_the_answer_the_old_price_is_there_and_marked(self):
        self.ask()
        with later(minutes=30):
            table = self.part.get_offers(1)

        self.assertTrue(table["pending"])
        row = self.by_name(table)["Nord live"]
        self.assertEqual((row["pending"], row["stale"]), (True, True))
        self.assertEqual(len(self.stub.requests), 1)

    def test_one_slow_supplier_does_not_hold_up_the_others(self):
        self.stub.scenario = "slow"
        begin = time.monotonic()
        with patch.object(supplier_http, "TOTAL", 0.6):
            rows = self.ask()

        self.assertLess(time.monotonic() - begin, 3)
        self.assertEqual(rows["Nord live"]["problem"], "no answer")
        self.assertEqual(rows["West live"]["price"], 38.5)

    def test_each_supplier_can_be_asked_apart(self):
        row = self.part.ask_offer(self.live.id)

        self.assertEqual((row["name"], row["price"]), ("Nord live", 38.5))
        self.assertEqual(len(self.stub.requests), 1)
        self.assertFalse(self.other_stub.requests)
        self.assertFalse(self.part.ask_offer(0))

    def test_a_supplier_asked_apart_is_not_asked_within_his_minutes(self):
        self.part.ask_offer(self.live.id)
        self.env.invalidate_all()
        self.part.ask_offer(self.live.id)
        self.assertEqual(len(self.stub.requests), 1)

        self.part.ask_offer(self.live.id, again=True)

        self.assertEqual(len(self.stub.requests), 2)

    def test_prices_in_another_currency_are_converted(self):
        code = self.env.company.currency_id.name
        other = self.env.ref("base.USD" if code == "EUR" else "base.EUR")
        company = self.env.company
        other.active = True
        offer = {"state": "offered", "fetched_at": fields.Datetime.now()}
        self.env["garage.supplier.offer"]._store(
            self.live, self.part, 1, {**offer, "price": 10, "currency_id": other.id}
        )

        row = self.by_name(self.part.get_offers(1))["Nord live"]

        today = fields.Date.today()
        rate = other._get_conversion_rate(other, company.currency_id, company, today)
        self.assertAlmostEqual(row["price"], 10 * rate)

    def test_a_quantity_has_to_be_a_number_above_zero(self):
        for wrong in (0, -1, "x", None, float("nan"), 10**9):
            with self.assertRaises(UserError, msg=wrong):
                self.part.ask_offers(wrong)

    def test_old_answers_are_forgotten(self):
        self.ask()
        offers = self.env["garage.supplier.offer"]
        with later(days=31):
            offers._gc_offers()

        self.assertFalse(offers.search([("service_id", "=", self.live.id)]))


@tagged("post_install", "-at_install")
class TestSupplierPause(SupplierCase):
    def setUp(self):
        super().setUp()
        self.stub.scenario = "500"
        for _turn in range(3):
            self.ask(again=True)
        self.stub.requests.clear()
        self.stub.scenario = "ok"

    def test_after_three_failures_a_supplier_is_left_alone(self):
        rows = self.ask()

        self.assertFalse(self.stub.requests)
        self.assertIn("not asked until", rows["Nord live"]["problem"])
        self.assertEqual(rows["West live"]["problem"], "")

    def test_after_five_minutes_it_is_asked_again_and_all_is_well(self):
        with later(minutes=5, seconds=1):
            row = self.ask()["Nord live"]

        self.assertEqual((row["price"], row["problem"]), (38.5, ""))
        self.assertFalse(self.live.paused_until or self.live.problem)

    def test_who_says_when_to_come_back_is_left_alone_until_then(self):
        self.other_stub.scenario = "429"
        self.ask(again=True)
        self.other_stub.scenario = "ok"
        self.other_stub.requests.clear()

        with later(seconds=119):
            row = self.ask(again=True)["West live"]
        self.assertIn("asks to be left alone until", row["problem"])
        self.assertFalse(self.other_stub.requests)
        with later(seconds=121):
            self.assertEqual(self.ask(again=True)["West live"]["price"], 38.5)

    def test_the_manager_ends_the_pause_by_hand(self):
        self.live.action_resume()
        self.env.flush_all()

        self.assertEqual(self.ask()["Nord live"]["price"], 38.5)


@tagged("post_install", "-at_install")
class TestSupplierSecrets(SupplierCase):
    def test_the_key_is_for_the_system_group_only(self):
        for role in ("mechanic", "adviser", "manager"):
            service = self.live.with_user(self.user(role))
            if service.env.user.has_group("base.group_system"):
                continue
            with self.assertRaises(AccessError):
                service.read(["api_key"])

    def test_neither_key_nor_address_is_logged(self):
        self.stub.scenario = "500"
        ours = "odoo.addons.garage_parts_catalog"
        with self.assertLogs(level="DEBUG") as all_logs, self.assertLogs(ours) as logs:
            self.ask()

        self.assertIn("live supplier Nord live: no offer (server)", logs.output[0])
        self.assertNotIn(KEY, "".join(all_logs.output + logs.output))
        self.assertNotIn(self.stub.url, "".join(logs.output))

    def test_a_mechanic_sees_stock_and_no_prices(self):
        user = self.user("mechanic")
        self.env.flush_all()

        table = self.part.with_user(user).ask_offers(1)

        self.assertFalse(table["prices"])
        row = self.by_name(table)["Nord live"]
        self.assertEqual((row["stock"], row["price"]), (20, 0))
        with self.assertRaises(AccessError):
            self.env["garage.supplier.offer"].with_user(user).search([])

    def test_a_supplier_of_another_company_is_not_asked(self):
        company = self.env["res.company"].create({"name": "Other garage"})
        self.other.company_id = company
        self.env.flush_all()

        self.assertNotIn("West live", self.ask())
        self.assertFalse(self.other_stub.requests)

    def test_an_address_is_checked_when_it_is_entered(self):
        for wrong in (
            "",
            "ftp://example.com",
            "example.com",
            "https://a:b@example.com",
        ):
            with self.assertRaises(ValidationError, msg=wrong):
                self.live.url = wrong
