from odoo.tests import HttpCase, new_test_user, tagged

from .common import CatalogCase, aces_excerpt
from .stock_common import PartStockCase
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


@tagged("post_install", "-at_install")
class TestImportTour(CatalogCase, HttpCase):
    def test_purchaser_imports_a_list_and_takes_it_back(self):
        action = self.env.ref("garage_parts_catalog.garage_catalog_batch_action")
        self.start_tour(
            f"/odoo/action-{action.id}",
            "garage_parts_catalog_import",
            login=self.user("manager").login,
        )

        batch = self.source.batch_ids
        self.assertEqual((batch.items_new, batch.lines_damaged), (2, 1))
        self.assertEqual(batch.state, "rolled_back")
        self.assertFalse(self.item("ZI1"))


@tagged("post_install", "-at_install")
class TestReorderTour(PartStockCase, HttpCase):
    def test_adviser_orders_what_is_proposed(self):
        parts = [self._create_part(f"ZR-{place}", price=10) for place in (1, 2)]
        self.env["stock.warehouse.orderpoint"].create(
            [
                {
                    "product_id": part.id,
                    "warehouse_id": self.warehouse.id,
                    "location_id": self.shelf.id,
                    "product_min_qty": 4,
                    "product_max_qty": 6,
                    "trigger": "manual",
                }
                for part in parts
            ]
        )
        self.env["garage.reorder.proposal"]._refresh(self.warehouse)
        adviser = new_test_user(
            self.env,
            login="reorder_adviser",
            groups="garage_base.group_garage_adviser",
        )
        self.start_tour(
            "/odoo/reorder-proposals",
            "garage_parts_catalog_reorder",
            login=adviser.login,
        )

        lines = self.env["purchase.order.line"].search(
            [("product_id", "in", [part.id for part in parts])]
        )
        self.assertEqual(lines.product_id, parts[0])
        self.assertEqual(lines.product_qty, 9)
        self.assertEqual(lines.order_id.state, "draft")
