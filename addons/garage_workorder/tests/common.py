from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user


class WorkorderCommon(TransactionCase):
    """A vehicle with a customer, products in stock and people of each role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.customer = cls.env["res.partner"].create(
            {"name": "J. de Vries", "email": "vries@example.com", "phone": "0612345678"}
        )
        cls.vehicle = cls.env["garage.vehicle"].create(
            {"plate": "12-ABC-3", "owner_id": cls.customer.id}
        )
        cls.tax = cls.env["account.tax"].create(
            {"name": "Test 20%", "amount": 20, "type_tax_use": "sale"}
        )
        cls.labour = cls._create_product(
            "Labour test", 100, uom_id=cls.env.ref("uom.product_uom_hour").id
        )
        cls.company.garage_labour_product_id = cls.labour
        cls.pads = cls._create_product("Pads", 50, type="consu", is_storable=True)
        cls.disc = cls._create_product("Disc", 80, type="consu", is_storable=True)
        cls._set_stock(cls.pads, 10)
        cls._set_stock(cls.disc, 10)
        cls.template = cls._create_template("Brakes front", 2.0, cls.pads)
        cls.other_template = cls._create_template("Brakes rear", 1.0, cls.disc)
        cls.employee = cls.env["hr.employee"].create({"name": "Ali"})

    @classmethod
    def _create_product(cls, name, price, **vals):
        return cls.env["product.product"].create(
            {
                "name": name,
                "list_price": price,
                "type": "service",
                "invoice_policy": "order",
                "taxes_id": [Command.set(cls.tax.ids)],
                **vals,
            }
        )

    @classmethod
    def _set_stock(cls, product, quantity):
        location = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.env["stock.quant"]._update_available_quantity(
            product, location.lot_stock_id, quantity
        )

    @classmethod
    def _create_template(cls, name, hours, part):
        return cls.env["garage.job.template"].create(
            {
                "name": name,
                "description": f"{name} worn",
                "line_ids": [
                    Command.create(
                        {"kind": "labour", "name": "Work", "quantity": hours}
                    ),
                    Command.create(
                        {"kind": "part", "product_id": part.id, "quantity": 1}
                    ),
                ],
            }
        )

    @classmethod
    def _create_workorder(cls, **values):
        workorder_id = cls.env["garage.workorder"].create_from_intake(
            {
                "vehicle_id": cls.vehicle.id,
                "partner_id": cls.customer.id,
                "complaint": "squeaks when braking",
                "promised_at": fields.Datetime.now() + timedelta(hours=4),
                "odometer": 148200,
                "key_tag": "17",
                **values,
            }
        )
        return cls.env["garage.workorder"].browse(workorder_id)

    @classmethod
    def _create_estimate(cls):
        """Work order with two priced jobs: 300.00 and 216.00 including 20 % tax."""
        workorder = cls._create_workorder()
        front = workorder.add_job_from_template(cls.template)
        rear = workorder.add_job_from_template(cls.other_template.id)
        return workorder, front, rear

    @classmethod
    def _create_approved(cls):
        workorder, front, rear = cls._create_estimate()
        workorder.action_send_estimate()
        workorder._decide(
            {front.id: True, rear.id: False}, channel="phone", who="J. de Vries"
        )
        front.mechanic_id = cls.employee
        return workorder, front, rear

    def free_keys(self):
        """Let keys go: an add-on beside this one may keep them until paid."""
        model = type(self.env["garage.workorder"])
        self.patch(model, "_check_key_release", lambda workorders: None)

    @classmethod
    def _create_user(cls, role):
        return new_test_user(
            cls.env,
            login=f"garage_{role}",
            groups=f"garage_base.group_garage_{role}",
            company_id=cls.company.id,
        )
