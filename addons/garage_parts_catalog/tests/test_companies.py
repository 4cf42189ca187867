from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CatalogCase


@tagged("post_install", "-at_install")
class TestCompanies(CatalogCase):
    """Prices of one company's suppliers are not for the others."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.import_price_list()
        cls.other = cls.env["res.company"].create({"name": "Second garage"})
        cls.stranger = cls.user("adviser")
        cls.stranger.write(
            {"company_ids": [(6, 0, cls.other.ids)], "company_id": cls.other.id}
        )

    def found(self):
        rows = self.items.with_user(self.stranger).lookup("Z 986 479 C58")
        return [row for row in rows if row["source_id"] == self.source.id]

    def test_a_catalogue_belongs_to_the_company_that_made_it(self):
        self.assertEqual(self.source.company_id, self.env.company)
        self.assertFalse(self.found())
        with self.assertRaises(AccessError):
            self.item("Z986479C58").with_user(self.stranger).read(["cost"])

    def test_a_catalogue_without_company_is_for_all(self):
        self.source.company_id = False

        self.assertEqual(len(self.found()), 1)

    def test_imports_and_discounts_stay_in_the_company(self):
        self.env["garage.catalog.discount"].create(
            {"source_id": self.source.id, "code": "10", "kind": "rate", "value": 40}
        )
        for name in ("source", "batch", "discount"):
            model = self.env[f"garage.catalog.{name}"].with_user(self.stranger)
            own = "id" if name == "source" else "source_id"
            self.assertFalse(model.search([(own, "=", self.source.id)]), name)

    def test_two_companies_may_name_their_catalogues_alike(self):
        twin = self.source.copy({"company_id": self.other.id})

        self.assertEqual(twin.name, self.source.name)

    def test_no_role_without_prices_reads_them_by_any_way(self):
        items = self.items.with_user(self.user("mechanic"))
        item = items.browse(self.item("Z986479C58").id)
        for attempt in (
            lambda: item.read(["cost"]),
            lambda: item.list_price,
            lambda: items.search([("cost", ">", 50)]),
            lambda: items.search([], order="cost"),
            lambda: items.formatted_read_group([], ["brand_id"], ["cost:sum"]),
        ):
            with self.assertRaises(AccessError):
                attempt()
        self.assertNotIn("cost", item.lookup("Z 986 479 C58")[0])

    def test_mechanics_see_catalogues_without_our_discounts(self):
        source = self.source.with_user(self.user("mechanic"))
        views = source.get_views([(False, "form")])
        self.assertNotIn("discount_ids", views["views"]["form"]["arch"])
        with self.assertRaises(AccessError):
            self.env["garage.catalog.discount"].with_user(source.env.user).search([])
