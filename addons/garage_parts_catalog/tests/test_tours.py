from odoo.tests import HttpCase, tagged

from .common import CatalogCase, aces_excerpt
from .supplier_common import SupplierCase


@tagged("post_install", "-at_install")
class TestTours(CatalogCase, HttpCase):
    def test_adviser_finds_a_part_for_a_vehicle_by_keyboard(self):
        data = aces_excerpt().replace(b"AQ", b"ZQ")
        self.import_bytes(data, "aces.xml", brand_name="AirQualitee")
        self.link_vehicle("19129")
        self.start_tour(
            "/odoo/garage-parts",
            "garage_parts_catalog_find_part",
            login=self.user("adviser").login,
        )
        self.assertFalse(self.item("ZQ1040C").product_id)


@tagged("post_install", "-at_install")
class TestCompareTour(SupplierCase, HttpCase):
    def test_adviser_compares_suppliers_by_keyboard(self):
        self.other_stub.scenario = "500"
        self.start_tour(
            "/odoo/garage-parts",
            "garage_parts_catalog_compare_suppliers",
            login=self.user("adviser").login,
        )
