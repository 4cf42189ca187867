from datetime import timedelta
from uuid import uuid4

from odoo import fields
from odoo.tests import tagged

from .common import WorkorderTillCase


@tagged("post_install", "-at_install")
class TestLastPiece(WorkorderTillCase):
    """One wiper on the shelf, wanted by a job and by somebody at the counter."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wiper = cls._create_product(
            "Wiper", 20, type="consu", is_storable=True, available_in_pos=True
        )
        cls._set_stock(cls.wiper, 1)
        cls.till = cls.config.with_user(cls.cashier)

    def job_with_wiper(self, approve=True):
        workorder = self._create_workorder()
        job = self.env["garage.job"].create(
            {"workorder_id": workorder.id, "name": "New wipers"}
        )
        job.add_line(self.wiper, 1)
        if approve:
            workorder.action_send_estimate()
            workorder._decide({job.id: True}, channel="phone", who="J. de Vries")
        return job

    def hold(self, quantity=1, till=None, uuid=None, orders=()):
        wanted = [{"product_id": self.wiper.id, "quantity": quantity}]
        till = till or self.till
        return till.garage_hold_pieces(uuid or str(uuid4()), wanted, orders)

    def other_till(self):
        config = self.config.copy({"name": "Counter 2", "payment_method_ids": False})
        return config.with_user(self.cashier)

    def sell(self, **values):
        self.open_session()
        vals = self.order_vals([(self.wiper, 24.0)], [(self.cash, 24.0)], **values)
        return self.sync(vals)

    def test_a_piece_that_nobody_wants_is_sold_without_a_word(self):
        self.assertEqual(self.hold(), [])

    def test_the_cashier_reads_whose_job_has_put_the_piece_aside(self):
        job = self.job_with_wiper()

        [warning] = self.hold()

        [taker] = warning["takers"]
        for word in ("12-ABC-3", "J. de Vries", "New wipers", job.workorder_id.name):
            self.assertIn(word, taker)
        self.assertIn("1 on the shelf, 0 free", warning["text"])

    def test_the_last_free_piece_that_an_estimate_needs_is_told(self):
        self.job_with_wiper(approve=False)

        [warning] = self.hold()

        self.assertIn("needed for 12-ABC-3", warning["takers"][0])

    def test_a_declined_job_wants_nothing(self):
        job = self.job_with_wiper(approve=False)
        job.workorder_id.action_send_estimate()
        job.workorder_id._decide({job.id: False}, channel="phone", who="J. de Vries")

        self.assertEqual(self.hold(), [])

    def test_with_enough_on_the_shelf_nobody_is_warned(self):
        self.job_with_wiper()
        self._set_stock(self.wiper, 1)

        self.assertEqual(self.hold(), [])

    def test_the_second_till_is_told_about_the_first_one(self):
        self.assertEqual(self.hold(), [])

        [warning] = self.hold(till=self.other_till())

        self.assertIn("paid now at Counter 1", warning["takers"][0])

    def test_the_same_order_is_not_warned_of_itself(self):
        uuid = str(uuid4())
        self.hold(uuid=uuid)

        self.assertEqual(self.hold(uuid=uuid), [])

    def test_what_is_left_or_forgotten_is_free_again(self):
        uuid = str(uuid4())
        self.hold(uuid=uuid)
        self.till.garage_release_pieces(uuid)
        self.assertEqual(self.hold(till=self.other_till()), [])

        holds = self.env["garage.till.hold"].search([])
        holds.held_until = fields.Datetime.now() - timedelta(minutes=1)

        self.assertEqual(self.hold(), [])

    def test_the_card_of_the_job_says_that_a_till_sells_the_piece(self):
        job = self.job_with_wiper(approve=False)
        self.hold()

        [line] = job.with_user(self._create_user("adviser")).get_card()["lines"]

        self.assertIn("at the till", [mark["text"] for mark in line["marks"]])

    def test_a_sale_moves_the_reservation_and_the_job_waits_at_once(self):
        job = self.job_with_wiper()
        self.assertEqual(job.workorder_id.state, "planned")

        self.sell(garage_pieces_told=True)

        self.assertEqual(job.workorder_id.state, "waiting_parts")
        light = job.workorder_id.lights[1]
        self.assertEqual((light["key"], light["state"]), ("parts", "wait"))
        self.assertIn("Wiper", light["text"])
        note = job.workorder_id.message_ids[0].body
        self.assertIn("sold at the till", note)

    def test_a_sale_without_a_server_is_told_when_the_order_arrives(self):
        self.job_with_wiper()

        order = self.sell()

        self.assertIn("12-ABC-3", order.garage_pieces_note)
        self.assertFalse(order.garage_pieces_told)

    def test_paying_lets_the_piece_go(self):
        uuid = str(uuid4())
        self.hold(uuid=uuid)

        self.sell(uuid=uuid)

        self.assertFalse(self.env["garage.till.hold"].search([]))

    def test_services_and_refunds_hold_nothing(self):
        wanted = [
            {"product_id": self.labour.id, "quantity": 1},
            {"product_id": self.wiper.id, "quantity": -1},
        ]

        self.assertEqual(self.till.garage_hold_pieces("x", wanted), [])
        self.assertFalse(self.env["garage.till.hold"].search([]))
