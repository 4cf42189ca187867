from odoo import api, fields, models

from ..const import PAYER_KINDS


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
    garage_payer_kind = fields.Selection(
        PAYER_KINDS,
        string="Who pays",
        default="customer",
        required=True,
        readonly=True,
        copy=False,
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
        vals["garage_payer_kind"] = self.garage_payer_kind
        if self.garage_workorder_id:
            vals["garage_workorder_id"] = self.garage_workorder_id.id
        return vals

    @api.model
    def _get_invoice_grouping_keys(self):
        """The customer's bill never holds what another payer bears."""
        return [*super()._get_invoice_grouping_keys(), "garage_payer_kind"]

    def _set_garage_payer(self, kind, payer, reference):
        """Make this order the one of another payer, or the customer's again."""
        self.ensure_one()
        workorder = self.garage_workorder_id
        vals = workorder._prepare_order_partner_vals(kind, payer)
        vals["client_order_ref"] = reference or workorder.vehicle_id.plate
        changed = {
            name: value
            for name, value in vals.items()
            if (self[name].id if name.endswith("_id") else self[name]) != value
        }
        if changed:
            self.write(changed)
