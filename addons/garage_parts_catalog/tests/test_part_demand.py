import json

from odoo.tests import new_test_user, tagged

from .stock_common import PartStockCase


@tagged("post_install", "-at_install")
class TestPartDemand(PartStockCase):
    def test_use_is_counted_per_month_and_returns_are_taken_off(self):
        part = self._create_part()
        self._receive(part, 50, months=5)
        used = self._use(part, 8, months=2)
        self._use(part, 3, months=1)
        self._move(
            part, 2, self.customers, self.shelf, self.today,
            origin_returned_move_id=used.id,
        )  # fmt: skip

        demand = self._forecast(part)

        self.assertEqual(demand.history, [0, 0, 0, 6, 3])
        self.assertEqual(demand.year_quantity, 9)

    def test_the_running_month_is_no_history_yet(self):
        part = self._create_part()
        self._receive(part, 50, months=2)
        self._use(part, 4, months=1)
        self._move(part, 9, self.shelf, self.customers, self.today)

        self.assertEqual(self._forecast(part).history, [0, 4])

    def test_dozens_are_counted_in_pieces(self):
        part = self._create_part()
        self._receive(part, 50, months=2)
        dozen = self.env.ref("uom.product_uom_dozen")
        self._move(
            part, 2, self.shelf, self.customers, self._month(1), product_uom=dozen.id
        )

        self.assertEqual(self._forecast(part).history, [0, 24])

    def test_other_warehouses_and_moves_between_shelves_do_not_count(self):
        part = self._create_part()
        self._receive(part, 50, months=2)
        other = self.env["stock.warehouse"].create({"name": "Other", "code": "OTHR"})
        self._move(part, 9, self.shelf, other.lot_stock_id, self._month(1))

        self.assertFalse(self._forecast(part))

    def test_second_night_updates_the_same_record_and_drops_what_is_over(self):
        part, gone = self._create_part(), self._create_part("T-2")
        self._receive(part, 50, months=3)
        self._use(part, 4, months=1)
        self._receive(gone, 5, months=3)
        last = self._use(gone, 5, months=1)
        first, dropped = self._forecast(part), self._forecast(gone)
        last.date = self._month(50)
        self._use(part, 2, months=1)

        again = self._forecast(part)

        self.assertEqual((again, again.year_quantity), (first, 6))
        self.assertFalse(dropped.exists())

    def test_words_and_picture_tell_how_good_the_forecast_is(self):
        part = self._create_part()
        self._receive(part, 500, months=14)
        for months in range(1, 15):
            self._use(part, (4, 9, 2)[months % 3], months)

        demand = self._forecast(part)

        self.assertTrue(demand.is_better)
        self.assertIn("smaller than with “as last month”", demand.words)
        values = json.loads(demand.chart)[0]["values"]
        self.assertEqual(len(values), 14 + 12)
        self.assertEqual([row["type"] for row in values[-13:-11]], ["past", "future"])

    def test_new_part_is_told_not_to_be_relied_on(self):
        part = self._create_part()
        self._receive(part, 5, months=1)
        self._use(part, 2, months=1)

        self.assertIn("Too few months", self._forecast(part).words)

    def test_months_behind_the_forecast_open(self):
        part = self._create_part()
        self._receive(part, 5, months=1)
        self._use(part, 2, months=1)

        action = self._forecast(part).action_open_months()

        rows = self.env["garage.part.month"].search(action["domain"])
        self.assertEqual(rows.mapped("quantity"), [2])

    def test_mechanics_and_cashiers_do_not_read_demand(self):
        for role in ("mechanic", "cashier"):
            user = new_test_user(
                self.env, f"demand_{role}", groups=f"garage_base.group_garage_{role}"
            )
            model = self.env["garage.part.demand"].with_user(user)
            self.assertFalse(model.has_access("read"))
