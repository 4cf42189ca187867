from odoo import fields, models
from odoo.tools import SQL


class GaragePaymentLedger(models.Model):
    _inherit = "garage.payment.ledger"

    workorder_id = fields.Many2one("garage.workorder", "Work order", readonly=True)
    vehicle_id = fields.Many2one("garage.vehicle", readonly=True)

    def _ledger_extra_columns(self):
        return {
            **super()._ledger_extra_columns(),
            "workorder_id": SQL("workorder.id"),
            "vehicle_id": SQL("workorder.vehicle_id"),
        }

    def _ledger_extra_joins(self):
        return [
            *super()._ledger_extra_joins(),
            SQL("LEFT JOIN account_move bill ON bill.id = entry.invoice_id"),
            SQL(
                "LEFT JOIN garage_workorder workorder"
                " ON workorder.id = bill.garage_workorder_id"
            ),
        ]
