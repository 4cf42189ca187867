from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .supplier_common import SupplierCase


@tagged("post_install", "-at_install")
class TestSupplierBaskets(SupplierCase):
    def setUp(self):
        super().setUp()
        self.filter = self.item("ZF026407157")
        self.wanted = [[self.part.id, 2], [self.filter.id, 1]]

    def ask_basket(self, service=None, wanted=None, **options):
        service = service or self.live
        row = self.items.ask_basket(service.id, wanted or self.wanted, **options)
        self.env.invalidate_all()
        return row

    def test_everything_is_one_question(self):
        row = self.ask_basket()

        (request,) = self.stub.requests
        self.assertEqual(len(request["body"]["items"]), 2)
        self.assertEqual((row["has"], row["of"], row["complete"]), (2, 2, True))
        self.assertAlmostEqual(row["amount"], 82.9)
        self.assertEqual((row["deposits"], row["lead"]), (24, "tomorrow"))

    def test_what_he_lacks_is_named(self):
        disc = self.item("Z986479C58")

        row = self.ask_basket(wanted=[*self.wanted, [disc.id, 1]])

        self.assertFalse(row["complete"])
        self.assertEqual(row["missing"], ["Bremsscheibe vorn: not carried"])

    def test_the_cheapest_complete_supplier_is_marked(self):
        self.stub.scenario = "changed_price"
        for service in (self.live, self.other):
            self.ask_basket(service)

        table = self.items.get_baskets(self.wanted)

        self.assertEqual([row["best"] for row in table["rows"]], [False, True])
        self.assertEqual([row["pending"] for row in table["rows"]], [False, False])

    def test_nobody_is_asked_twice_within_his_minutes(self):
        self.ask_basket()
        self.ask_basket()
        self.assertEqual(len(self.stub.requests), 1)

        self.ask_basket(again=True)

        self.assertEqual(len(self.stub.requests), 2)

    def test_before_anybody_was_asked_nobody_is_said_to_lack_anything(self):
        rows = self.items.get_baskets(self.wanted)["rows"]

        self.assertEqual([row["asked"] for row in rows], [False, False])
        self.assertEqual([row["pending"] for row in rows], [True, True])

    def test_who_does_not_answer_is_said_so(self):
        self.stub.scenario = "500"

        self.assertEqual(self.ask_basket()["problem"], "no answer: out of order")
        self.assertFalse(self.items.ask_basket(0, self.wanted))

    def test_a_mechanic_sees_who_has_it_and_no_prices(self):
        user = self.user("mechanic")
        self.env.flush_all()

        row = self.items.with_user(user).ask_basket(self.live.id, self.wanted)

        self.assertEqual((row["has"], row["amount"], row["deposits"]), (2, 0, 0))

    def test_questions_that_cannot_be_are_refused(self):
        for wrong in ([], [[self.part.id, 0]], [[i, 1] for i in range(1, 102)]):
            with self.assertRaises(UserError, msg=wrong):
                self.items.get_baskets(wrong)

    def test_an_order_goes_to_the_chosen_supplier_at_his_price(self):
        order = self.create_order(self.part, self.filter)
        self.assertEqual(
            sorted(order.action_garage_compare()["params"]["wanted"]),
            sorted([[self.part.id, 2], [self.filter.id, 2]]),
        )
        wanted = [[self.part.id, 2], [self.filter.id, 2]]
        self.ask_basket(wanted=wanted)

        order.garage_take_supplier(self.live.id)

        self.assertEqual(order.partner_id, self.supplier)
        self.assertEqual(order.order_line.mapped("price_unit"), [38.5, 5.9])

    def test_an_order_does_not_go_to_who_lacks_a_part(self):
        disc = self.item("Z986479C58")
        order = self.create_order(self.part, disc)
        self.ask_basket(wanted=[[self.part.id, 2], [disc.id, 2]])

        with self.assertRaisesRegex(UserError, "Nord live does not deliver"):
            order.garage_take_supplier(self.live.id)

    def test_an_order_does_not_go_to_who_has_too_few(self):
        self.stub.scenario = "partial_stock"
        order = self.create_order(self.part)
        self.ask_basket(wanted=[[self.part.id, 2]])

        with self.assertRaisesRegex(UserError, "Nord live does not deliver"):
            order.garage_take_supplier(self.live.id)

    def create_order(self, *items):
        other = self.env["res.partner"].create({"name": "Somebody else"})
        lines = [
            Command.create(
                {"product_id": item._get_or_create_product().id, "product_qty": 2}
            )
            for item in items
        ]
        order = self.env["purchase.order"].create(
            {"partner_id": other.id, "order_line": lines}
        )
        self.env.flush_all()
        return order
