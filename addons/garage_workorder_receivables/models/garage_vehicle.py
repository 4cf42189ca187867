from odoo import models


class GarageVehicle(models.Model):
    _inherit = "garage.vehicle"

    def _get_warnings(self):
        """Add what the customer owes, on top: it decides how work is paid."""
        return self._get_receivable_warnings() + super()._get_warnings()

    def _get_receivable_warnings(self):
        self.ensure_one()
        # sudo: who takes a car in may know that its customer owes, not the details.
        payer = (self._get_bill_to() or self.owner_id).commercial_partner_id.sudo()
        if not payer:
            return []
        rows = [
            payer._garage_get_overdue_warning(),
            payer._garage_get_promise_warning(),
            payer._garage_get_dispute_warning(),
        ]
        return [row for row in rows if row]

    def _get_badges(self):
        """Show the late amount in the plate box."""
        badges = super()._get_badges()
        # sudo: see _get_receivable_warnings.
        vehicles = self.sudo()
        owners = vehicles.owner_id.commercial_partner_id
        figures = owners._get_garage_figures() if owners else {}
        for vehicle in vehicles:
            owner = vehicle.owner_id.commercial_partner_id
            _total, late, days = figures.get(owner.id, (0.0, 0.0, 0))
            if late:
                text = self.env._(
                    "owes %(amount)s (%(days)s days)",
                    amount=self.env.company.currency_id.format(late),
                    days=days,
                )
                badges.setdefault(vehicle.id, []).append(
                    {"text": text, "level": "danger"}
                )
        return badges
