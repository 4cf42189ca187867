from odoo import fields, models


class SaleOrder(models.Model):
    """The commercial side of a work order: estimate, later order."""

    _inherit = "sale.order"

    garage_workorder_id = fields.Many2one(
        "garage.workorder",
        string="Work order",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        check_company=True,
    )
    garage_job_ids = fields.One2many("garage.job", "order_id", string="Jobs")

    def action_view_garage_workorder(self):
        self.ensure_one()
        return self.garage_workorder_id._get_records_action()

    def _create_invoices(self, grouped=False, final=False, date=None):
        self.garage_workorder_id._check_billable()
        return super()._create_invoices(grouped=grouped, final=final, date=date)

    def _prepare_invoice(self):
        vals = super()._prepare_invoice()
        if self.garage_workorder_id:
            vals["garage_workorder_id"] = self.garage_workorder_id.id
        return vals
