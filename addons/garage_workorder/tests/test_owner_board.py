from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import WorkorderCommon

# a day in a year of its own: no other test bills or clocks then
DAY = "2031-06-11"
NOON = f"{DAY} 10:00:00"


@tagged("post_install", "-at_install")
class TestOwnerBoard(WorkorderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.tz = "UTC"
        cls.labour.standard_price = 40
        cls.pads.standard_price = 30
        cls.manager = cls._create_user("manager")
        cls.manager.tz = "UTC"

    def _bill(self, moment=NOON):
        """Visit of that day: 200 labour and 50 pads sold, 180 declined."""
        with freeze_time(moment):
            workorder, front, _rear = self._create_approved()
            front.action_start_clock()
        with freeze_time(fields.Datetime.to_datetime(moment) + timedelta(hours=3)):
            front.action_finish()
            workorder.action_mark_ready()
            workorder._ensure_final_invoice()
            self.env.flush_all()
        return workorder

    def _board(self, kind="day", day=DAY, user=None):
        board = self.env["garage.board"].with_user(user or self.manager)
        return board.get_board(kind, day)

    def _tiles(self, **values):
        return {tile["key"]: tile for tile in self._board(**values)["tiles"]}

    def test_the_day_shows_what_was_sold_and_what_it_earned(self):
        self._bill()
        tiles = self._tiles()

        expected = {
            "cars_in": 1,
            "revenue": 250,
            "average": 250,
            "profit_labour": 120,
            "profit_parts": 20,
            "hours_sold": 2,
            "hours_clocked": 3,
            "approval_rate": round(300 / 516, 2),
            "declined": 216,
        }
        values = {key: round(tiles[key]["value"], 2) for key in expected}
        self.assertEqual(values, expected)

    def test_a_year_ago_stands_beside(self):
        self._bill("2030-06-12 10:00:00")
        revenue = self._tiles()["revenue"]

        self.assertEqual((revenue["value"], revenue["before"]), (0, 250))
        self.assertEqual(revenue["change"], -1)

    def test_the_week_and_the_month_hold_the_day(self):
        self._bill()

        for kind in ("week", "month"):
            board = self._board(kind)
            chart = board["charts"]["revenue"]
            self.assertEqual(chart["now"][-1], 250)
            self.assertEqual(len(chart["now"]), len(chart["labels"]))

    def test_a_credit_note_takes_the_revenue_back(self):
        workorder = self._bill()
        with freeze_time(NOON):
            refund = workorder.invoice_ids._reverse_moves(
                [{"invoice_date": DAY, "date": DAY}]
            )
            refund.action_post()

        self.assertEqual(round(self._tiles()["revenue"]["value"], 2), 0)
        self.assertEqual(round(self._tiles()["profit_parts"]["value"], 2), 0)

    def test_every_number_opens_its_rows(self):
        workorder = self._bill()
        board = self.env["garage.board"].with_user(self.manager)
        found = {}
        for tile in self._board()["tiles"]:
            action = board.open_number(tile["key"], "day", DAY)
            rows = self.env[action["res_model"]].search(action["domain"])
            found[tile["key"]] = len(rows)

        self.assertEqual(found["cars_in"], 1)
        self.assertEqual(found["revenue"], 2)
        self.assertEqual(found["profit_parts"], 1)
        self.assertEqual(found["hours_clocked"], 1)
        self.assertEqual((found["approval_rate"], found["declined"]), (2, 1))
        cars = board.open_number("cars_in", "day", DAY)
        self.assertEqual(self.env[cars["res_model"]].search(cars["domain"]), workorder)

    def test_the_numbers_need_no_more_queries_with_more_visits(self):
        self._bill()
        self._board()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._board()
        once = self.env.cr.sql_log_count - before
        for _number in range(3):
            self._bill()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._board()

        self.assertLessEqual(self.env.cr.sql_log_count - before, once + 1)

    def test_profit_is_hidden_without_the_right(self):
        self._bill()
        finance = self._create_user("finance")
        margins = self.env.ref("garage_workorder.group_garage_margins")
        finance.group_ids -= self.env.ref("garage_base.group_garage_finance")
        finance.group_ids |= self.env.ref("garage_base.group_garage_manager")
        self.env.ref("garage_base.group_garage_finance").implied_ids -= margins

        board = self._board(user=finance)
        self.assertNotIn("profit", board["charts"])
        self.assertNotIn("profit_labour", [tile["key"] for tile in board["tiles"]])
        with self.assertRaises(AccessError):
            self.env["garage.profit.report"].with_user(finance)._read_group(
                [], [], ["profit:sum"]
            )

    def test_figures_per_person_are_for_the_manager_only(self):
        self._bill()
        report = self.env["garage.profit.report"]
        rows = report.with_user(self.manager)._read_group(
            [("date", "=", DAY)], ["mechanic_id"], ["profit:sum"]
        )
        self.assertEqual(rows, [(self.employee, 140)])
        with self.assertRaises(AccessError):
            report.with_user(self._create_user("finance"))._read_group(
                [], ["mechanic_id"], ["revenue:sum"]
            )

    def test_advisers_and_mechanics_do_not_open_the_board(self):
        for role in ("adviser", "mechanic", "cashier"):
            with self.assertRaisesRegex(AccessError, "for managers"):
                self._board(user=self._create_user(role))

    def test_profit_can_be_cut_by_what_the_owner_asks(self):
        make = self.env["garage.vehicle.make"].create({"name": "Testmake"})
        self.vehicle.make_id = make
        self.template.category = "brakes"
        self._bill()
        report = self.env["garage.profit.report"].with_user(self.manager)

        for group, value in (
            ("make_id", make),
            ("category", "brakes"),
            ("template_id", self.template),
            ("customer_kind", "private"),
            ("payer_kind", "customer"),
            ("company_id", self.company),
        ):
            rows = report._read_group([("date", "=", DAY)], [group], ["profit:sum"])
            self.assertEqual(rows, [(value, 140)], group)

    def test_another_company_is_not_counted(self):
        self._bill()
        other = self.env["res.company"].create({"name": "Other garage"})
        self.manager.company_ids |= other
        board = self.env["garage.board"].with_user(self.manager)
        tiles = board.with_company(other).get_board("day", DAY)["tiles"]

        self.assertFalse(any(tile["value"] for tile in tiles))
