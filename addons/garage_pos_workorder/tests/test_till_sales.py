from odoo.tests import freeze_time, tagged

from .common import WorkorderTillCase

# a day in a year of its own: no other test bills or sells then
DAY = "2032-06-09"


@tagged("post_install", "-at_install")
class TestTillSales(WorkorderTillCase):
    """What is sold at the till belongs to the turnover on the owner's board."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls._create_user("manager")
        cls.manager.tz = "UTC"
        cls.wipers = cls.env["product.product"].create(
            {
                "name": "Wiper blades",
                "type": "consu",
                "available_in_pos": True,
                "standard_price": 9,
            }
        )

    def _sell(self, price=20.0, **values):
        vals = self.order_vals([(self.wipers, price)], [(self.cash, price)], **values)
        return self.sync(vals)

    def _tiles(self):
        self.env.flush_all()
        board = self.env["garage.board"].with_user(self.manager)
        tiles = board.get_board("day", DAY)["tiles"]
        return {tile["key"]: round(tile["value"], 2) for tile in tiles}

    @freeze_time(f"{DAY} 10:00:00")
    def test_a_sale_at_the_till_counts_with_its_profit(self):
        self.open_session()
        self._sell()
        tiles = self._tiles()

        self.assertEqual((tiles["revenue"], tiles["till_sales"]), (20, 20))
        self.assertEqual(tiles["profit_parts"], 11)
        self.assertEqual((tiles["average"], tiles["cars_in"]), (0, 0))

    @freeze_time(f"{DAY} 10:00:00")
    def test_the_average_order_is_about_visits_only(self):
        self.workorder._ensure_final_invoice()
        self.open_session()
        self._sell()
        tiles = self._tiles()

        billed = round(self.workorder.invoice_ids.amount_untaxed, 2)
        self.assertGreater(billed, 0)
        self.assertEqual(tiles["average"], billed)
        self.assertEqual(tiles["revenue"], billed + 20)

    @freeze_time(f"{DAY} 10:00:00")
    def test_paying_a_bill_at_the_till_is_no_second_sale(self):
        self.open_session()
        bill = self.bill()
        settlement = self.config._garage_settlement_product()
        vals = self.order_vals(
            [(settlement, bill["residual"])],
            [(self.cash, bill["residual"])],
            garage_invoice_id=bill["id"],
            garage_workorder_id=self.workorder.id,
        )
        self.sync(vals)
        tiles = self._tiles()

        self.assertEqual(tiles["till_sales"], 0)
        invoice = self.env["account.move"].browse(bill["id"])
        self.assertEqual(invoice.payment_state, "paid")
        self.assertEqual(tiles["revenue"], round(invoice.amount_untaxed, 2))

    @freeze_time(f"{DAY} 10:00:00")
    def test_what_is_given_back_takes_the_sale_back(self):
        self.open_session()
        self._sell()
        vals = self.order_vals([(self.wipers, -20.0)], [(self.cash, -20.0)])
        vals["lines"][0][2].update(qty=-1, price_unit=20.0)
        self.sync(vals)
        tiles = self._tiles()

        self.assertEqual((tiles["till_sales"], tiles["profit_parts"]), (0, 0))

    @freeze_time(f"{DAY} 10:00:00")
    def test_an_order_that_is_not_paid_is_no_turnover(self):
        self.open_session()
        vals = self.order_vals([(self.wipers, 20.0)], [], state="draft")
        self.sync(vals)

        self.assertEqual(self._tiles()["revenue"], 0)

    @freeze_time(f"{DAY} 22:30:00")
    def test_the_day_is_the_day_of_the_workshop(self):
        self.company.partner_id.tz = "Europe/Amsterdam"
        self.open_session()
        order = self._sell()

        self.assertEqual(str(order.garage_day), "2032-06-10")

    @freeze_time(f"{DAY} 10:00:00")
    def test_the_number_opens_its_lines_and_the_line_its_order(self):
        self.open_session()
        order = self._sell()
        self.env.flush_all()
        board = self.env["garage.board"].with_user(self.manager)
        action = board.open_number("till_sales", "day", DAY)
        rows = self.env[action["res_model"]].search(action["domain"])

        self.assertEqual((rows.pos_order_id, rows.revenue), (order, 20))
        opened = rows.action_open()
        self.assertEqual(
            (opened["res_model"], opened["res_id"]), ("pos.order", order.id)
        )
        average = board.open_number("average", "day", DAY)
        self.assertFalse(self.env[average["res_model"]].search(average["domain"]))

    @freeze_time(f"{DAY} 10:00:00")
    def test_whoever_sees_the_board_reads_the_lines_of_the_till(self):
        self.open_session()
        order = self._sell()
        self.env.flush_all()
        spec = {"pos_order_id": {"fields": {"display_name": {}}}, "revenue": {}}
        readers = [self.manager, *map(self._create_user, ("finance", "auditor"))]
        for reader in readers:
            report = self.env["garage.profit.report"].with_user(reader)
            found = report.web_search_read([("date", "=", DAY)], spec)["records"]
            names = [row["pos_order_id"]["display_name"] for row in found]
            self.assertEqual(names, [order.display_name], reader.login)
