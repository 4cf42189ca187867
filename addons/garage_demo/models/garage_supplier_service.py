import re

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import config

from odoo.addons.garage_parts_catalog.clients import supplier_book, supplier_stub

from ..simulators import supplier_books


class GarageSupplierService(models.Model):
    """The simulated suppliers of the demo garage answer on its own address."""

    _inherit = "garage.supplier.service"

    scenario = fields.Selection(
        [
            ("ok", "Answers as it should"),
            ("slow", "Does not answer in time"),
            ("429", "Says it was asked too often"),
            ("500", "Is out of order"),
            ("malformed", "Sends a damaged answer"),
            ("changed_price", "Raised its prices by ten percent"),
            ("partial_stock", "Has half of what is asked"),
            ("lost", "Books an order, but its answer gets lost"),
            ("received", "Confirms an order only when asked again"),
            ("later_date", "Delivers five days later"),
            ("replacement", "Sends a replacement article"),
            ("rejected", "Rejects every order"),
            ("no_keys", "Books a repeated order twice"),
        ],
        "What it plays",
        default="ok",
        help="Faults to try what the screens do with them.",
    )

    def _get_url(self):
        if not self.is_simulator:
            return super()._get_url()
        known = (*supplier_stub.SCENARIOS, *supplier_stub.ORDER_SCENARIOS)
        scenario = self.scenario if self.scenario in known else "ok"
        base = f"http://127.0.0.1:{config['http_port']}/garage/simulator/supplier"
        address = f"{base}/{self._get_book_name()}/{scenario}"
        soap = self.provider == "soap"
        return address + supplier_stub.SOAP_PATH if soap else address

    def _get_shop_url(self):
        if not self.is_simulator:
            return super()._get_shop_url()
        # the person's browser opens it, from wherever it sees the garage
        return f"/garage/simulator/shop/{self._get_book_name()}/"

    def action_deliver(self):
        """Play that the supplier sends everything that is ordered."""
        self.check_access("write")
        today = supplier_book.today()
        with supplier_books.opened(self._get_book_name()) as orders:
            notes = [supplier_book.deliver(order, today) for order in orders]
        numbers = [note["number"] for note in notes if note]
        if not numbers:
            raise UserError(
                self.env._("%s has no order that is still to be sent.", self.name)
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("On its way: %s", ", ".join(numbers)),
            },
        }

    def _get_book_name(self):
        """Orders of another database are not this supplier's."""
        database = re.sub(r"[^A-Za-z0-9_-]", "_", self.env.cr.dbname)
        return f"{database}-{self.id}"
