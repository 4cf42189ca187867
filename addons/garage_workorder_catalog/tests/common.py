import io

from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

LIST = (
    b"number;brand;name;price;cost;ktype\n"
    b"Z3.0460-7184.2;ZATE;Brake pads test;79.50;41.10;4711\n"
    b"Z 986 479 C58;Zosch;Brake disc test;89.90;54.20;4712\n"
)


class JobPartsCase(TransactionCase):
    """A work order with one empty job, and a catalogue of two parts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source = cls.env["garage.catalog.source"].create({"name": "Wholesaler"})
        cls.source._import_file("list.csv", io.BytesIO(LIST))
        cls.pads = cls._item("Z3046071842")
        cls.disc = cls._item("Z986479C58")
        cls.vehicle = cls._create_vehicle()
        workorder_id = cls.env["garage.workorder"].create_from_intake(
            {"vehicle_id": cls.vehicle.id, "partner_id": cls.vehicle.owner_id.id}
        )
        cls.workorder = cls.env["garage.workorder"].browse(workorder_id)
        cls.job = cls.env["garage.job"].create(
            {"workorder_id": workorder_id, "name": "Brakes front"}
        )

    @classmethod
    def _item(cls, number_norm):
        return cls.env["garage.catalog.item"].search(
            [("source_id", "=", cls.source.id), ("number_norm", "=", number_norm)]
        )

    @classmethod
    def _create_vehicle(cls):
        make = cls.env["garage.vehicle.make"].create({"name": "Testwagen"})
        model = cls.env["garage.vehicle.model"].create(
            {"name": "Falke", "make_id": make.id}
        )
        cls.env["garage.vehicle.type"].create(
            {
                "make": "Testwagen",
                "model": "Falke",
                "key_ids": [Command.create({"system": "ktype", "code": "4711"})],
            }
        )
        owner = cls.env["res.partner"].create({"name": "Test customer"})
        return cls.env["garage.vehicle"].create(
            {
                "plate": "99-ZZZ-9",
                "make_id": make.id,
                "model_id": model.id,
                "model_year": 2016,
                "owner_id": owner.id,
            }
        )

    @classmethod
    def user(cls, role, *more):
        groups = ",".join((f"garage_base.group_garage_{role}", *more))
        return new_test_user(cls.env, login=f"job_parts_{role}", groups=groups)
