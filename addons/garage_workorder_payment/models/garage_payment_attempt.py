from odoo import fields, models


class GaragePaymentAttempt(models.Model):
    _inherit = "garage.payment.attempt"

    workorder_id = fields.Many2one(related="invoice_id.garage_workorder_id")
