from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

LIST_LIMIT = 40
IN_THE_SHOP = (
    "checked_in",
    "diagnosis",
    "awaiting_approval",
    "waiting_parts",
    "in_progress",
    "quality_check",
)


class GarageWorkorder(models.Model):
    _name = "garage.workorder"
    _inherit = ["garage.workorder", "pos.load.mixin"]

    @api.model
    def _load_pos_data_domain(self, data, config):
        """Work orders of open orders only; the list comes by a call of its own."""
        orders = data.get("pos.order", [])
        return [("id", "in", [order["garage_workorder_id"] for order in orders])]

    @api.model
    def _load_pos_data_fields(self, config):
        return ["name", "vehicle_id", "partner_id", "state", "write_date"]

    @api.model
    def garage_pos_list(self, config_id, text="", limit=LIST_LIMIT):
        """Return what a till can be paid for: ready first, then what is in the shop.

        ``text`` finds plates in any spelling, VIN, customer, phone and number.
        """
        config = self._garage_pos_config(config_id)
        domain = self._garage_pos_domain(config)
        if text and text.strip():
            text = text.strip()
            domain &= (
                Domain("vehicle_id.search_text", "ilike", text)
                | Domain("name", "ilike", text)
                | Domain("partner_id.name", "ilike", text)
            )
        found = self.search(domain, limit=limit * 2)
        rows = [workorder._garage_pos_row() for workorder in found]
        owing = [row for row in rows if row["amount"] > 0]
        owing.sort(key=lambda row: (row["state"] != "ready", row["promised"]))
        return owing[:limit]

    @api.model
    def garage_pos_count(self, config_id):
        """Return how many ready work orders wait to be paid."""
        config = self._garage_pos_config(config_id)
        ready = self.search(
            Domain("state", "=", "ready")
            & Domain("company_id", "=", config.company_id.id)
        )
        return sum(workorder._garage_pos_amount() > 0 for workorder in ready)

    def garage_pos_bill(self, config_id):
        """Post the bill, now that the cashier goes to payment; return what is open.

        :raises UserError: work is still going on, or nothing is open
        """
        self.ensure_one()
        config = self._garage_pos_config(config_id)
        self.check_access("read")
        invoice = self._ensure_bill_to_pay()
        # Cashiers see what customers owe; the amounts come from the books.
        invoice = invoice.sudo()
        if not config.currency_id.compare_amounts(invoice.amount_residual, 0) > 0:
            raise UserError(
                self.env._(
                    "%(name)s is paid already. Nothing is open.", name=self.display_name
                )
            )
        return {**invoice._garage_open_item(), **self._garage_pos_row()} | {
            "id": invoice.id,
            "name": invoice.name,
            "residual": invoice.amount_residual,
            "partner_id": invoice.partner_id.id,
        }

    @api.model
    def _garage_pos_config(self, config_id):
        config = self.env["pos.config"].browse(config_id)
        config.check_access("read")
        return config

    @api.model
    def _garage_pos_domain(self, config):
        handed_over = Domain("state", "=", "handed_over") & Domain(
            "id", "in", self._garage_handed_over_unpaid(config).ids
        )
        deposit = Domain("state", "=", "planned") & Domain(
            "id", "in", self._garage_planned_unpaid(config).ids
        )
        return Domain("company_id", "=", config.company_id.id) & (
            Domain("state", "in", ("ready", *IN_THE_SHOP)) | handed_over | deposit
        )

    @api.model
    def _garage_planned_unpaid(self, config):
        """Planned visits whose deposit is open; read as _garage_handed_over_unpaid."""
        bills = self.env["account.move"].sudo()
        unpaid = bills.search(
            [
                ("company_id", "=", config.company_id.id),
                ("garage_workorder_id.state", "=", "planned"),
                ("garage_payer_kind", "=", "customer"),
                ("state", "=", "posted"),
                ("payment_state", "in", ("not_paid", "partial")),
            ]
        )
        return unpaid.garage_workorder_id

    @api.model
    def _garage_handed_over_unpaid(self, config):
        """Cashiers may not read sales orders; they get the work orders only."""
        orders = self.env["sale.order"].sudo()
        unpaid = orders.search(
            [
                ("company_id", "=", config.company_id.id),
                ("garage_workorder_id.state", "=", "handed_over"),
                ("invoice_ids.payment_state", "in", ("not_paid", "partial")),
            ]
        )
        return unpaid.garage_workorder_id

    def _garage_pos_row(self):
        """One row of the till's list; amounts in company currency, incl. tax."""
        self.ensure_one()
        vehicle = self.vehicle_id
        payer = self.bill_to_id or self.partner_id
        labels = dict(self._fields["state"]._description_selection(self.env))
        return {
            "workorder_id": self.id,
            "workorder": self.name,
            "vehicle_id": vehicle.id,
            "plate": vehicle.plate or "",
            "country": vehicle.plate_country_code or "",
            "title": vehicle.display_name,
            "partner": payer.display_name,
            "partner_id": payer.id,
            "state": self.state,
            "state_label": labels[self.state],
            "promised": self.promised_at.isoformat() if self.promised_at else "",
            "amount": self._garage_pos_amount(),
            "jobs": self.job_ids.filtered(
                lambda job: job.state not in ("draft", "declined", "cancelled")
            ).mapped("name"),
        }

    def _garage_pos_amount(self):
        """What is due now; cashiers see the sum without access to the orders."""
        workorder = self.sudo()
        deposit = workorder._get_open_deposit()
        if deposit and self.state not in ("ready", "handed_over"):
            return deposit.amount_residual
        return workorder._get_amount_due()
