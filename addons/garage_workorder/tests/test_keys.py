from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .plan_common import PlanCommon


@tagged("post_install", "-at_install")
class TestKeys(PlanCommon):
    def setUp(self):
        super().setUp()
        self.env["garage.workorder"].search([("key_state", "=", "in_shop")]).key_tag = 0
        self.visit = self._create_visit()

    def test_the_next_free_number_is_suggested_and_a_taken_one_named(self):
        self.assertEqual(self.visit.get_free_key_tag(), "1")
        self.visit._check_in(key_tag="1")
        other = self._create_visit("99-XX-11")

        self.assertEqual(other.free_key_tag, "2")
        self.assertEqual(
            other.check_key_tag("1"), "Number 1 is taken by 12-ABC-3. Free: 2."
        )
        self.assertEqual(self.visit.check_key_tag("1", self.visit.id), "")
        self.assertEqual(other.check_key_tag(" "), "")

    def test_every_move_is_logged_with_who_and_where(self):
        self.visit._check_in(key_tag="7")
        mechanic = self._create_user("mechanic")
        self.ali.user_id = mechanic

        self.visit.with_user(mechanic).action_key_to_me()
        self.assertEqual(self.visit.key_text, "With Ali")
        self.visit.action_key_to_board()

        moves = self.visit.key_move_ids.sorted("id")
        places = [(move.from_place, move.to_place) for move in moves]
        self.assertEqual(
            places, [("none", "board"), ("board", "mechanic"), ("mechanic", "board")]
        )
        self.assertEqual((moves[1].user_id, moves[1].holder_id), (mechanic, self.ali))
        self.assertEqual(self.visit.key_text, "Key board, 7")

    def test_a_key_from_the_drop_gets_a_number_on_the_board(self):
        self.visit._check_in()
        self.visit.action_key_to_drop()
        self.assertEqual((self.visit.key_state, self.visit.key_tag), ("in_shop", False))

        self.visit.action_key_to_board()

        self.assertEqual(self.visit.key_tag, "1")

    def test_a_key_that_left_is_not_moved(self):
        self.visit._check_in(key_tag="7")
        self.visit._move_key("handed_over", "Handed over")

        self.assertEqual(self.visit.key_place, "customer")
        with self.assertRaisesRegex(UserError, "left with the customer"):
            self.visit.action_key_to_board()

    def test_the_mechanic_of_the_plan_gets_the_key(self):
        with self.assertRaisesRegex(UserError, "no mechanic yet"):
            self.visit.action_key_to_mechanic()
        self._plan(self.visit, 9, mechanic_id=self.bea.id)

        self.visit.action_key_to_mechanic()

        self.assertEqual(self.visit.key_holder_id, self.bea)

    def test_auditors_move_no_keys(self):
        auditor = self._create_user("auditor")

        with self.assertRaises(AccessError):
            self.visit.with_user(auditor).action_key_to_board()
