from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .stock_common import PartStockCase


@tagged("post_install", "-at_install")
class TestPartStock(PartStockCase):
    def _row(self, part, warehouse=None):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["garage.part.stock"].search(
            [
                ("product_id", "=", part.id),
                ("warehouse_id", "=", (warehouse or self.warehouse).id),
            ]
        )

    def _buy(self, part, quantity, days=5):
        """Bought from the supplier and received so many days ago."""
        order = self.env["purchase.order"].create(
            {
                "partner_id": self.supplier.id,
                "picking_type_id": self.warehouse.in_type_id.id,
                "order_line": [
                    fields.Command.create(
                        {
                            "product_id": part.id,
                            "product_qty": quantity,
                            "price_unit": part.standard_price,
                        }
                    )
                ],
            }
        )
        order.button_confirm()
        order.picking_ids.button_validate()
        order.picking_ids.move_ids.date = fields.Datetime.now() - timedelta(days=days)
        return order

    def _age(self, part, months):
        """Nothing moved for so many months."""
        moves = self.env["stock.move"].search([("product_id", "=", part.id)])
        moves.date = fields.Datetime.now() - relativedelta(months=months)

    def test_value_turn_and_last_moves_are_told(self):
        part = self._create_part(price=10)
        self._receive(part, 30, months=5)
        self._use(part, 12, months=4)
        self._use(part, 12, months=3)

        row = self._row(part)

        self.assertEqual((row.quantity, row.value, row.used), (6, 60, 24))
        self.assertEqual(row.turn, 4)
        self.assertEqual(row.last_out.date(), self._month(3))
        self.assertEqual(row.band, "b180" if row.idle_days > 90 else "a90")

    def test_use_of_the_year_parts_a_b_and_c(self):
        rows = {}
        for number, pieces in (("T-A", 80), ("T-B", 15), ("T-C", 5), ("T-N", 0)):
            part = self._create_part(number, price=10)
            self._receive(part, 100, months=3)
            if pieces:
                self._use(part, pieces, months=2)
            rows[number] = part

        classes = {number: self._row(part).abc for number, part in rows.items()}

        self.assertEqual(classes, {"T-A": "a", "T-B": "b", "T-C": "c", "T-N": "n"})

    def test_dead_part_is_to_be_sold_out_and_the_price_falls(self):
        part = self._create_part(price=10)
        part.lst_price = 20
        self._receive(part, 8, months=20)

        row = self._row(part)
        self.assertEqual((row.suggestion, row.band), ("sell", "d730"))
        self.assertIn("8 more than a year's use", row.reason)
        action = row.action_sell_out()
        self.env["garage.part.markdown"].with_context(**action["context"]).create(
            {"percent": 25}
        ).action_confirm()

        self.assertEqual(part.lst_price, 15)
        self.assertIn("from 20.00 to 15.00", part.message_ids[0].body)

    def test_too_many_of_a_recent_purchase_go_back_to_the_supplier(self):
        part = self._create_part(price=10)
        order = self._buy(part, 9)

        row = self._row(part)
        self.assertEqual((row.suggestion, row.supplier_id), ("return", self.supplier))
        action = row.action_return()

        record = self.env["garage.supplier.return"].browse(action["res_id"])
        self.assertEqual((record.quantity, record.reason), (9, "not_needed"))
        self.assertEqual(record.purchase_line_id, order.order_line)
        self.assertEqual(record.expected_credit, 90)

    def test_supplier_who_takes_nothing_back_is_not_suggested(self):
        part = self._create_part()
        self.supplier.garage_return_days = 0
        self._buy(part, 9)

        self.assertEqual(self._row(part).suggestion, "watch")

    def test_location_that_uses_the_part_gets_what_is_too_many(self):
        part = self._create_part()
        self._receive(part, 9, months=20)
        here, other = self.warehouse, self._other_warehouse_that_uses(part)

        row = self._row(part, here)
        self.assertEqual(row.suggestion, "transfer")
        self.assertEqual(row.other_warehouse_id, other)
        picking = self.env["stock.picking"].browse(row.action_transfer()["res_id"])

        self.assertEqual(picking.location_dest_id, other.lot_stock_id)
        self.assertEqual(picking.move_ids.product_uom_qty, 9)
        self.assertEqual(picking.state, "assigned")

    def _other_warehouse_that_uses(self, part):
        other = self.env["stock.warehouse"].create({"name": "Other", "code": "OTHR"})
        shelf = other.lot_stock_id
        self._move(part, 30, self.suppliers, shelf, self._month(3))
        self._move(part, 30, shelf, self.customers, self._month(2))
        self.env["garage.part.demand"]._refresh(other, self.today)
        return other

    def test_part_that_a_job_waits_for_is_kept(self):
        part = self._create_part()
        self._receive(part, 2, months=20)
        move = self.env["stock.move"].create(
            {
                "product_id": part.id,
                "product_uom_qty": 2,
                "location_id": self.shelf.id,
                "location_dest_id": self.customers.id,
                "picking_type_id": self.warehouse.out_type_id.id,
            }
        )
        move._action_confirm()

        row = self._row(part)

        self.assertEqual(row.suggestion, "job")
        self.assertIn("2 are promised", row.reason)

    def test_part_of_the_coming_season_is_kept(self):
        part = self._create_part()
        self._receive(part, 400, months=30)
        for months in (10, 11, 12, 22, 23, 24):
            self._use(part, 20, months)
        self._forecast(part)

        row = self._row(part)

        self.assertGreater(row.idle_days, 180)
        self.assertEqual(row.suggestion, "season")

    def test_part_that_is_used_is_kept(self):
        part = self._create_part()
        self._receive(part, 30, months=2)
        self._use(part, 20, months=1)

        self.assertEqual(self._row(part).suggestion, "keep")

    def test_button_of_an_old_list_is_refused_in_words(self):
        part = self._create_part()
        self._receive(part, 30, months=2)
        self._use(part, 20, months=1)

        with self.assertRaisesRegex(UserError, "changed meanwhile"):
            self._row(part).action_return()

    def test_value_is_summed_by_age(self):
        part = self._create_part(price=10)
        self._receive(part, 8, months=30)
        self.env.flush_all()

        rows = self.env["garage.part.stock"]._read_group(
            [("warehouse_id", "=", self.warehouse.id)], ["band"], ["value:sum"]
        )

        self.assertEqual(rows, [("e", 80)])

    def test_one_part_is_found_by_its_indexes(self):
        part = self._create_part()
        self.env.flush_all()
        query = self.env["garage.part.month"]._search([("product_id", "=", part.id)])
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        self.env.cr.execute("EXPLAIN " + self.env.cr.mogrify(query.select()).decode())

        plan = "\n".join(row[0] for row in self.env.cr.fetchall())

        self.assertRegex(plan, "Index.* on stock_move|stock_move.*index")
        self.assertNotIn("Seq Scan on stock_move", plan)
