from odoo.tests import HttpCase, tagged

from .common import PartsTillCase


@tagged("post_install", "-at_install")
class TestPartsTour(PartsTillCase, HttpCase):
    def test_clerk_sells_a_catalogue_part_and_a_box_of_ten(self):
        wiper = self.env["product.product"].create(
            {"name": "Wiper blade", "available_in_pos": True, "list_price": 9.0}
        )
        self.env["garage.product.barcode"].create(
            {"code": "BOX-OF-TEN", "product_id": wiper.id, "quantity": 10}
        )
        starter = self.env["product.product"].create(
            {
                "name": "Starter",
                "available_in_pos": True,
                "list_price": 200.0,
                "garage_core_deposit": 40.0,
            }
        )
        self.open_session()

        self.start_tour(
            f"/pos/ui/{self.config.id}?from_backend=1",
            "garage_till_parts",
            login=self.cashier.login,
        )

        product = self.disc.product_id
        self.assertTrue(product.available_in_pos)
        lines = self.config.current_session_id.order_ids.lines
        sold = {line.product_id: line.qty for line in lines}
        deposit = self.env.company._get_garage_core_product()
        self.assertEqual(sold, {product: 1, wiper: 10, starter: 2, deposit: 2})
        [charged] = lines.filtered(lambda line: line.product_id == deposit)
        [part] = lines.filtered(lambda line: line.product_id == starter)
        self.assertEqual(charged.price_unit, 40.0)
        self.assertEqual(charged.garage_core_for, part.uuid)
        [line] = lines.filtered(lambda line: line.product_id == product)
        self.assertEqual(line.price_unit, 1089.90)
        wishes = self.env["purchase.order.line"].search(
            [("product_id", "=", product.id)]
        )
        self.assertEqual(wishes.garage_request_key, f"till:{line.uuid}")
