from urllib.parse import quote as url_quote

from odoo.tests import HttpCase

from .box_process import BOX_ID, BoxProcess
from .common import SECRET, TillCase


class TillTourCase(TillCase, HttpCase):
    """A register in the browser with a real box behind it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.box_process = BoxProcess(cls.base_url(), SECRET)
        cls.addClassCleanup(cls.box_process.stop)
        cls.box.write({"identifier": BOX_ID, "url": cls.box_process.url})
        cls.config.write({"iface_print_auto": True, "iface_print_skip_screen": False})

    def setUp(self):
        super().setUp()
        self.box_process.act("terminal", "mode", mode="approve", delay=0.3)
        self.box_process.act("printer", "paper", paper="ok")
        self.charged_before = self.box_process.charged
        self.till = self.open_session()

    def run_till(self, tour, **options):
        counter = url_quote(self.box_process.counter, safe="")
        self.start_tour(
            f"/pos/ui/{self.config.id}?from_backend=1&counter={counter}",
            tour,
            login=self.cashier.login,
            **options,
        )

    @property
    def charged(self):
        """Cents that the terminal charged during this test."""
        return self.box_process.charged - self.charged_before
