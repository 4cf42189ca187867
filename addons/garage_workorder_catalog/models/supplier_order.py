from odoo import models


class GarageSupplierOrder(models.Model):
    """Who waits for a part hears what its supplier said."""

    _inherit = "garage.supplier.order"

    def _after_confirmation(self):
        result = super()._after_confirmation()
        self._get_workorders()._notify_board()
        return result

    def _after_refusal(self):
        for workorder in self._get_workorders():
            workorder._tell_adviser(
                self.env._(
                    "%(supplier)s does not deliver order %(order)s. Order its parts "
                    "elsewhere.",
                    supplier=self.partner_id.name,
                    order=self.name,
                ),
                todo=True,
            )
            workorder._notify_board()
        return super()._after_refusal()

    def _get_workorders(self):
        return self.line_ids.purchase_line_id.garage_job_id.workorder_id
