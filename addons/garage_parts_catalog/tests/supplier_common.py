from odoo.tests.common import HttpCase

from ..clients import supplier_stub
from .common import CatalogCase
from .supplier_contract import ARTICLES, ShortWaits

KEY = "very-secret-key"


class SupplierCase(ShortWaits, CatalogCase):
    """Two simulated suppliers that answer real requests."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["garage.supplier.service"].search([]).active = False
        cls.import_price_list()
        cls.part = cls.item(cls, "Z3046071842")
        cls.stub, cls.live = cls.start_supplier("Nord live")
        cls.other_stub, cls.other = cls.start_supplier("West live")

    @classmethod
    def start_supplier(cls, name):
        server = supplier_stub.running(ARTICLES)
        stub = server.__enter__()
        cls.addClassCleanup(server.__exit__, None, None, None)
        service = cls.env["garage.supplier.service"].create(
            {
                "name": name,
                "partner_id": cls.supplier.id,
                "url": stub.url,
                "api_key": KEY,
            }
        )
        return stub, service

    def setUp(self):
        super().setUp()
        if not isinstance(self, HttpCase):
            self.registry_enter_test_mode()
        self.env.flush_all()
        for stub in (self.stub, self.other_stub):
            stub.scenario = "ok"
            stub.requests.clear()

    def ask(self, quantity=1, part=None, **options):
        """Ask for offers; return the comparison's lines by name."""
        table = (part or self.part).ask_offers(quantity, **options)
        self.env.invalidate_all()
        return self.by_name(table)

    def by_name(self, table):
        return {row["name"]: row for row in table["rows"]}
