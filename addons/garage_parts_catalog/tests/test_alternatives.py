from odoo.tests import tagged

from .common import CatalogCase

LIST = (
    "number;brand;name;kind;cost;oe;ktype\n"
    "PAD-1;ZATE;Pads;Brake pads;40;8V0 698 151 C;4711\n"
    "PAD-2;Zosch;Pads;Brake pads;35;8V0698151C|8V0698151D;4711\n"
    "PAD-3;Zrembo;Pads;Brake pads;30;;4711\n"
    "PAD-4;Zrembo;Pads;Brake pads;20;8V0698151C;4712\n"
    "DISC-1;ZATE;Disc;Brake disc;50;;4711\n"
)


@tagged("post_install", "-at_install")
class TestAlternatives(CatalogCase):
    """What can take the place of a part that is not at hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.import_bytes(LIST.encode())
        cls.link_vehicle("4711", system="ktype")
        cls.pads = cls.item(cls, "PAD1")

    def alternatives(self, item=None, vehicle=True, **options):
        rows = self.items.get_alternatives(
            (item or self.pads).ids, self.vehicle.id if vehicle else None, **options
        )
        return [(row["number"], row["why"]) for row in rows]

    def stock(self, number, quantity):
        product = self.item(number)._get_or_create_product()
        shelf = self.env["stock.warehouse"].search([], limit=1).lot_stock_id
        self.env["stock.quant"]._update_available_quantity(product, shelf, quantity)

    def test_shared_number_comes_before_the_same_kind_and_misfits_last(self):
        self.assertEqual(
            self.alternatives(),
            [
                ("PAD-2", "OE 8V0698151C"),
                ("PAD-3", "same kind, listed for this vehicle"),
                ("PAD-4", "OE 8V0698151C"),
            ],
        )

    def test_own_shelf_comes_first(self):
        self.stock("PAD3", 2)
        self.assertEqual(self.alternatives()[0][0], "PAD-3")

    def test_without_vehicle_only_numbers_count(self):
        numbers = [number for number, _why in self.alternatives(vehicle=False)]
        self.assertEqual(numbers, ["PAD-4", "PAD-2"])

    def test_newer_and_older_parts_are_alternatives(self):
        newer = self.item("DISC1").copy({"number": "DISC-2"})
        self.item("DISC1").superseded_by_id = newer
        self.assertEqual(
            self.alternatives(self.item("DISC1"))[0], ("DISC-2", "replaces DISC-1")
        )
        self.assertEqual(self.alternatives(newer)[0], ("DISC-1", "replaced by DISC-2"))

    def test_the_same_part_of_another_catalogue_is_one(self):
        other = self.source.copy({"name": "Other wholesaler"})
        self.pads.copy({"source_id": other.id})
        self.assertEqual(self.alternatives()[0], ("PAD-1", "the same part"))

    def test_withdrawn_parts_are_none(self):
        self.item("PAD2").state = "deleted"
        self.assertNotIn("PAD-2", [number for number, _why in self.alternatives()])

    def test_filters_count(self):
        self.stock("PAD3", 1)
        found = self.alternatives(filters={"in_stock": True})
        self.assertEqual([number for number, _why in found], ["PAD-3"])

    def test_a_part_that_is_gone_has_none(self):
        self.assertEqual(self.items.get_alternatives([999999999]), [])
