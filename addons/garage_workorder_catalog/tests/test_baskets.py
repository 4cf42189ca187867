from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import JobPartsCase


@tagged("post_install", "-at_install")
class TestBasketOfJob(JobPartsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["garage.supplier.service"].search([]).active = False
        cls.supplier = cls.env["res.partner"].create({"name": "Has everything"})
        cls.service = cls.env["garage.supplier.service"].create(
            {
                "name": "Live",
                "partner_id": cls.supplier.id,
                "url": "https://live.example.com",
            }
        )
        for item in (cls.pads, cls.disc):
            cls.job.add_catalog_item(item.id, 2)

    def offer(self, item, price):
        """Let the supplier have said a price just now."""
        values = {
            "state": "offered",
            "fetched_at": fields.Datetime.now(),
            "price": price,
            "currency_id": self.env.company.currency_id.id,
            "stock": 9,
            "stock_known": True,
        }
        self.env["garage.supplier.offer"]._store(self.service, item, 2, values)

    def test_all_that_a_job_misses_is_one_question(self):
        action = self.job.action_compare_suppliers()

        wanted = action["params"]["wanted"]
        self.assertEqual(sorted(wanted), sorted([[self.pads.id, 2], [self.disc.id, 2]]))
        labels = [row["label"] for row in self.job.get_card()["actions"]]
        self.assertIn("Who has everything?", labels)

    def test_the_chosen_supplier_stands_in_the_proposal_with_his_prices(self):
        self.offer(self.pads, 33.3)
        self.offer(self.disc, 44.4)

        action = self.job.order_parts_at(self.service.id)

        wizard = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(wizard.line_ids.partner_id, self.supplier)
        self.assertEqual(wizard.line_ids.mapped("price_unit"), [33.3, 44.4])
        # nobody approved the job yet
        self.assertEqual(wizard.line_ids.mapped("is_taken"), [False, False])

    def test_nothing_missing_is_nothing_to_ask(self):
        self.job.line_ids.unlink()

        with self.assertRaises(UserError):
            self.job.action_compare_suppliers()
