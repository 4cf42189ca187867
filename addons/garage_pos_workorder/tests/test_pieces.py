from odoo.tests import BaseCase

from ..domain.pieces import Claim, Claims


class TestPieces(BaseCase):
    """When a sale takes a piece from somebody."""

    def claims(self, here, **kinds):
        return Claims(here, tuple(Claim(kind, count) for kind, count in kinds.items()))

    def test_nobody_else_wants_any(self):
        self.assertFalse(self.claims(1).is_taken_by(1))
        self.assertFalse(self.claims(0).is_taken_by(1))

    def test_what_is_put_aside_or_being_paid_is_taken(self):
        self.assertTrue(self.claims(1, reserved=1).is_taken_by(1))
        self.assertTrue(self.claims(2, reserved=1, held=1).is_taken_by(1))
        self.assertFalse(self.claims(3, reserved=1, held=1).is_taken_by(1))

    def test_the_last_free_one_that_a_job_needs(self):
        self.assertTrue(self.claims(1, needed=1).is_taken_by(1))
        self.assertFalse(self.claims(2, needed=1).is_taken_by(1))
        self.assertTrue(self.claims(2, needed=1).is_taken_by(2))

    def test_nothing_or_a_refund_takes_nothing(self):
        self.assertFalse(self.claims(0, reserved=1).is_taken_by(0))
        self.assertFalse(self.claims(0, reserved=1).is_taken_by(-1))
