from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestDueTour(WorkorderCommon, HttpCase):
    """Inviting all who are due this month, within the click budget."""

    def _create_due(self, name, plate, days):
        partner = self.env["res.partner"].create(
            {"name": name, "email": f"{plate}@example.com"}
        )
        day = fields.Date.today() + timedelta(days=days)
        return self.env["garage.vehicle"].create(
            {"plate": plate, "owner_id": partner.id, "inspection_due": day}
        )

    def test_all_who_are_due_are_invited_within_three_clicks(self):
        self._create_user("adviser")
        here = self._create_due("Tour here", "99-XX-11", 4)
        self._create_workorder(vehicle_id=here.id, partner_id=here.owner_id.id)
        first = self._create_due("Tour first", "99-XX-22", 5)
        second = self._create_due("Tour second", "99-XX-33", 6)
        later = self._create_due("Tour later", "99-XX-44", 60)

        self.start_tour(
            "/odoo/garage-vehicles",
            "garage_workorder_due_invite",
            login="garage_adviser",
        )

        today = fields.Date.today()
        for vehicle in first, second:
            self.assertEqual(vehicle.due_ids.invited_on, today)
            self.assertIn(vehicle.due_ids.message_id.state, ("sending", "waiting"))
        self.assertFalse((here | later).due_ids.message_id)
