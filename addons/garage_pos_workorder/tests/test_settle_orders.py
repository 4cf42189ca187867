from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import WorkorderTillCase


@tagged("post_install", "-at_install")
class TestSettleOrders(WorkorderTillCase):
    """Odoo's own list of sales orders at the till, beside our bills."""

    def test_the_order_of_a_work_order_is_not_loaded_into_a_sale(self):
        order = self.workorder.job_ids[0].order_id.with_user(self.cashier)

        with self.assertRaisesRegex(UserError, "paid by its bill.*12-ABC-3"):
            order.load_sale_order_from_pos(self.config.id)

    def test_a_till_cannot_sell_its_lines_past_the_bill(self):
        self.open_session()
        vals = self.order_vals([(self.pads, 60.0)], [(self.cash, 60.0)])
        vals["lines"][0][2]["sale_order_origin_id"] = self.workorder.job_ids[
            0
        ].order_id.id

        with self.assertRaisesRegex(UserError, self.workorder.name):
            self.sync(vals)

        self.assertFalse(self.config.current_session_id.order_ids)

    def test_it_does_not_stand_in_the_list_of_orders_to_pay(self):
        self.assertEqual(self.workorder.job_ids[0].order_id.amount_unpaid, 0)

    def reserved_online(self):
        """What a web shop leaves behind: a confirmed order with its piece put aside."""
        wiper = self._create_product("Wiper", 20, type="consu", is_storable=True)
        self._set_stock(wiper, 1)
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [Command.create({"product_id": wiper.id})],
            }
        )
        order.action_confirm()
        return order, wiper

    def test_the_piece_of_a_web_order_is_its_own_and_nobody_elses(self):
        order, wiper = self.reserved_online()
        wanted = [{"product_id": wiper.id, "quantity": 1}]
        till = self.config.with_user(self.cashier)

        own = till.garage_hold_pieces("own", wanted, order.ids)
        till.garage_release_pieces("own")
        [other] = till.garage_hold_pieces("other", wanted)

        self.assertEqual(own, [])
        self.assertIn(f"reserved for order {order.name}", other["takers"][0])
        self.assertEqual(order.amount_unpaid, order.amount_total)

    def test_a_web_order_paid_at_the_counter_takes_its_piece_once(self):
        order, wiper = self.reserved_online()
        self.open_session()
        vals = self.order_vals([(wiper, 24.0)], [(self.cash, 24.0)])
        line = vals["lines"][0][2]
        line["sale_order_origin_id"] = order.id
        line["sale_order_line_id"] = order.order_line.id

        paid = self.sync(vals)

        self.assertEqual(wiper.qty_available, 0)
        self.assertEqual(wiper.free_qty, 0)
        self.assertEqual(order.order_line.qty_delivered, 1)
        self.assertEqual(order.picking_ids.state, "cancel")
        self.assertFalse(paid.garage_pieces_note)
