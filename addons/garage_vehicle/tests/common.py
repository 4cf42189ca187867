from odoo.tests import TransactionCase, new_test_user

GOLF_VIN = "WVWZZZ1KZ6W000001"


class VehicleCase(TransactionCase):
    """A Dutch garage with one customer and one Golf."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.nl")
        cls.Vehicle = cls.env["garage.vehicle"]
        cls.customer = cls.env["res.partner"].create(
            {"name": "Jan de Vries", "phone": "06-12345678"}
        )
        cls.golf = cls.Vehicle.create(
            {"plate": "12abc3", "vin": GOLF_VIN, "owner_id": cls.customer.id}
        )

    @classmethod
    def _new_user(cls, role):
        """Return a user who has one garage role and nothing else."""
        return new_test_user(
            cls.env,
            login=f"vehicle_{role}",
            groups=f"garage_base.group_garage_{role}",
        )
