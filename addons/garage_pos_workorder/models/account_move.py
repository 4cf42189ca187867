from odoo import api, models
from odoo.fields import Domain


class AccountMove(models.Model):
    _inherit = "account.move"

    @api.model
    def _garage_open_items_text_domain(self, text):
        domain = super()._garage_open_items_text_domain(text)
        return domain | Domain("id", "in", self._garage_invoices_of_plate(text))

    @api.model
    def _garage_invoices_of_plate(self, text):
        """Find bills by the plate; cashiers may not read sales orders."""
        workorders = self.env["garage.workorder"].sudo()
        found = workorders.search([("vehicle_id.search_text", "ilike", text)], limit=80)
        return found._customer_invoices().ids

    def _garage_open_item(self):
        workorder = self._garage_workorder()
        return {
            **super()._garage_open_item(),
            "workorder_id": workorder.id,
            "workorder": workorder.name or "",
            "vehicle_id": workorder.vehicle_id.id,
            "plate": workorder.vehicle_id.plate or "",
            "country": workorder.vehicle_id.plate_country_code or "",
            "jobs": workorder.job_ids.filtered("order_id").mapped("name"),
        }

    def _garage_workorder(self):
        """The visit that this bill is for; read for cashiers without sales rights."""
        orders = self.sudo().invoice_line_ids.sale_line_ids.order_id
        return orders.garage_workorder_id[:1]
