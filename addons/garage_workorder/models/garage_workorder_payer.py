from odoo import api, fields, models

PRICES = "garage_workorder.group_garage_prices"


class GarageWorkorder(models.Model):
    """The customer's part of a visit and the parts of other payers."""

    _inherit = "garage.workorder"

    amount_payer = fields.Monetary(
        compute="_compute_amounts",
        store=True,
        groups=PRICES,
        string="Other payers",
        help="What warranty and goodwill pay, including taxes.",
    )
    own_cost = fields.Monetary(
        compute="_compute_own_cost",
        compute_sudo=True,
        groups="garage_base.group_garage_manager",
        string="Borne by us",
        help="Cost of internal work and of goodwill that nobody is billed for.",
    )

    @api.depends("job_ids.amount_payer")
    def _compute_amounts(self):
        result = super()._compute_amounts()
        for workorder in self:
            live = workorder.job_ids.filtered(
                lambda job: job.state not in ("declined", "cancelled")
            )
            workorder.amount_payer = sum(live.mapped("amount_payer"))
        return result

    @api.depends("job_ids.own_cost")
    def _compute_own_cost(self):
        for workorder in self:
            workorder.own_cost = sum(workorder.job_ids.mapped("own_cost"))

    def _customer_orders(self):
        """Orders that the customer, or who pays the customer's bills, pays."""
        return self._orders().filtered(
            lambda order: order.garage_payer_kind == "customer"
        )

    def _customer_invoices(self):
        """Bills and credit notes of the customer, without those of other payers."""
        return self._customer_orders().invoice_ids.sorted("id")

    def _prepare_order_partner_vals(self, kind="customer", payer=None):
        """Partners of an order for one payer; the vehicle's customer gets the goods."""
        self.ensure_one()
        if kind == "customer":
            return {
                "partner_id": self.partner_id.id,
                "partner_invoice_id": (self.bill_to_id or self.partner_id).id,
                "garage_payer_kind": kind,
            }
        buyer = self.company_id.partner_id if kind == "internal" else payer
        return {
            "partner_id": buyer.id,
            "partner_invoice_id": buyer.id,
            "partner_shipping_id": self.partner_id.id,
            "garage_payer_kind": kind,
        }
