from odoo import fields
from odoo.tests import tagged

from .common import JobPartsCase


@tagged("post_install", "-at_install")
class TestCards(JobPartsCase):
    """Catalogue parts on the cards of the work order."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.adviser = cls.user("adviser")

    def offers(self, text):
        job = self.job.with_user(self.adviser)
        return {offer["label"]: offer for offer in job.search_card_products(text)}

    def test_the_box_offers_catalogue_parts_with_their_fit(self):
        offers = self.offers("brake test")

        pads = offers["Z3.0460-7184.2 Brake pads test"]
        self.assertIn("Listed for this vehicle", pads["detail"])
        self.assertFalse(pads["confirm"])

    def test_a_part_for_other_vehicles_asks_first(self):
        disc = self.offers("Z 986 479 C58")["Z 986 479 C58 Brake disc test"]

        self.assertIn("Add it anyway?", disc["confirm"])

    def test_an_offer_becomes_a_line_that_says_that_it_fits(self):
        values = self.offers("brake pads test")["Z3.0460-7184.2 Brake pads test"]

        answer = self.job.with_user(self.adviser).add_card_line(values["values"])

        (line,) = answer["card"]["lines"]
        self.assertEqual((line["price_unit"], line["kind"]), (79.5, "part"))
        self.assertEqual(line["marks"][0]["text"], "fits")

    def test_a_part_that_is_a_product_by_now_is_offered_once(self):
        self.job.add_catalog_item(self.pads.id, 1)

        labels = [label for label in self.offers("brake pads test") if "pads" in label]

        self.assertEqual(len(labels), 1)

    def test_another_part_takes_the_place_of_a_line(self):
        line_id = self.job.add_catalog_item(self.pads.id, 2)
        line = self.env["sale.order.line"].browse(line_id)
        params = line.action_find_alternatives()["params"]
        self.assertEqual(params["target"]["extra"], [line_id])
        self.assertEqual(params["instead_of"]["itemIds"], self.pads.ids)

        self.job.with_user(self.adviser).swap_catalog_item(self.disc.id, 2, line_id)

        self.assertEqual(self.job.line_ids.product_id, self.disc.product_id)
        self.assertEqual(self.job.line_ids.product_uom_qty, 2)

    def test_a_part_to_choose_is_answered_from_the_box(self):
        need = self.env["garage.job.need"].create(
            {"job_id": self.job.id, "name": "brake pads"}
        )

        self.job.add_card_line(
            {"kind": "catalog", "item_id": self.pads.id, "need_id": need.id}
        )

        self.assertFalse(need.is_open)

    def test_an_own_product_says_for_which_vehicle_it_is(self):
        product = self.env["product.product"].create({"name": "Bracket of our own"})
        self.env["garage.part.fitment"].create(
            {
                "product_tmpl_id": product.product_tmpl_id.id,
                "make_id": self.job.workorder_id.vehicle_id.make_id.id,
                "year_to": 1999,
            }
        )

        offer = self.offers("Bracket of our own")["Bracket of our own"]

        self.assertIn("Only for -1999", offer["confirm"])

    def test_a_later_answer_of_a_supplier_is_filled_into_its_row(self):
        self.env["garage.supplier.service"].search([]).active = False
        service = self.env["garage.supplier.service"].create(
            {"name": "Nord live", "partner_id": self.env.company.partner_id.id}
        )
        offer = self.offers("Z 986 479 C58")["Z 986 479 C58 Brake disc test"]
        self.assertTrue(offer["later"])
        self.assertNotIn("Nord live", offer["detail"])
        self._keep_offer(service)

        job = self.job.with_user(self.adviser)
        texts = job.fill_card_offers([offer["id"], "labour", "product-1"])

        self.assertEqual(list(texts), [offer["id"]])
        self.assertIn("Nord live", texts[offer["id"]])
        self.assertIn("47.11", texts[offer["id"]])

    def _keep_offer(self, service):
        """What the supplier said a moment ago, so that he is not asked again."""
        values = {
            "state": "offered",
            "fetched_at": fields.Datetime.now(),
            "price": 47.11,
            "currency_id": self.env.company.currency_id.id,
            "lead_days": 1,
            "lead_known": True,
        }
        self.env["garage.supplier.offer"]._store(service, self.disc, 1.0, values)
