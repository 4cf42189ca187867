from odoo.fields import Command

from .common import JobPartsCase


class JobStockCase(JobPartsCase):
    """Parts in stock with numbers and deposits, and a job of an approved visit."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.tax = cls.env["account.tax"].create(
            {"name": "Test 20%", "amount": 20, "type_tax_use": "sale"}
        )
        cls.deposit = cls.service("Deposit test")
        cls.company.garage_core_product_id = cls.deposit
        cls.employee = cls.env["hr.employee"].create({"name": "Ali"})

    @classmethod
    def service(cls, name, **vals):
        return cls.env["product.product"].create(
            {
                "name": name,
                "type": "service",
                "list_price": 0,
                "taxes_id": [Command.set(cls.tax.ids)],
                **vals,
            }
        )

    @classmethod
    def part(cls, name, price=100, **vals):
        return cls.env["product.product"].create(
            {
                "name": name,
                "list_price": price,
                "type": "consu",
                "is_storable": True,
                "invoice_policy": "order",
                "taxes_id": [Command.set(cls.tax.ids)],
                **vals,
            }
        )

    @classmethod
    def category(cls, name, **vals):
        return cls.env["product.category"].create({"name": name, **vals})

    @classmethod
    def stock(cls, product, quantity, lot=None):
        lots = cls.env["stock.lot"]
        if lot:
            lots = lots._get_or_create_garage_lot(product, lot, cls.company)
        place = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.env["stock.quant"]._update_available_quantity(
            product, place.lot_stock_id, quantity, lot_id=lots or None
        )
        return lots

    @classmethod
    def on_job(cls, product, quantity=1):
        """Line of an approved job with this part."""
        line = cls.job.add_line(product, quantity)
        cls.approve()
        return line

    @classmethod
    def approve(cls):
        cls.workorder.action_send_estimate()
        cls.workorder._decide({cls.job.id: True}, channel="phone", who="Customer")
        cls.job.mechanic_id = cls.employee
