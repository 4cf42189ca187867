from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.tests import TransactionCase


class PartStockCase(TransactionCase):
    """A warehouse of its own, a supplier, and parts that were used for months."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.today()
        cls.warehouse = cls.env["stock.warehouse"].create(
            {"name": "Test garage", "code": "TSTG"}
        )
        cls.shelf = cls.warehouse.lot_stock_id
        cls.customers = cls.env.ref("stock.stock_location_customers")
        cls.suppliers = cls.env.ref("stock.stock_location_suppliers")
        cls.supplier = cls.env["res.partner"].create({"name": "Test wholesaler"})

    @classmethod
    def _create_part(cls, number="T-1", price=10.0, delay=2, **supplier):
        return cls.env["product.product"].create(
            {
                "name": f"Part {number}",
                "default_code": number,
                "is_storable": True,
                "standard_price": price,
                "seller_ids": [
                    fields.Command.create(
                        {
                            "partner_id": cls.supplier.id,
                            "price": price,
                            "delay": delay,
                            **supplier,
                        }
                    )
                ],
            }
        )

    @classmethod
    def _move(cls, part, quantity, source, target, date, **vals):
        """One done stock move on a day of the past."""
        move = cls.env["stock.move"].create(
            {
                "product_id": part.id,
                "product_uom_qty": quantity,
                "location_id": source.id,
                "location_dest_id": target.id,
                **vals,
            }
        )
        move._action_confirm(merge=False)
        move.quantity = quantity
        move.picked = True
        move._action_done()
        move.date = move.move_line_ids.date = date
        return move

    @classmethod
    def _receive(cls, part, quantity, months=40):
        return cls._move(part, quantity, cls.suppliers, cls.shelf, cls._month(months))

    @classmethod
    def _use(cls, part, quantity, months):
        """Fitted or sold ``months`` ago."""
        return cls._move(part, quantity, cls.shelf, cls.customers, cls._month(months))

    @classmethod
    def _month(cls, months):
        """A day in the middle of the month that was so many months ago."""
        return cls.today.replace(day=15) - relativedelta(months=months)

    @classmethod
    def _stock(cls, part, quantity):
        cls.env["stock.quant"]._update_available_quantity(part, cls.shelf, quantity)

    def _forecast(self, part):
        self.env["garage.part.demand"]._refresh(self.warehouse, self.today)
        return self.env["garage.part.demand"].search(
            [("product_id", "=", part.id), ("warehouse_id", "=", self.warehouse.id)]
        )
