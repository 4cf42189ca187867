from odoo.tests import tagged

from odoo.addons.garage_workorder.tests.two_connections import TwoConnections


@tagged("post_install", "-at_install")
class TestTwoTills(TwoConnections):
    """The last piece at two tills at the same second."""

    def setUp(self):
        super().setUp()
        self.ids = self.store(self._store_shop)
        self.addCleanup(self.store, self._remove)

    def _store_shop(self, env):
        product = env["product.product"].create(
            {"name": "Two tills wiper", "type": "consu", "is_storable": True}
        )
        tills = env["pos.config"].create(
            [
                {"name": name, "payment_method_ids": False}
                for name in ("Two tills A", "Two tills B")
            ]
        )
        location = tills[0].picking_type_id.default_location_src_id
        env["stock.quant"]._update_available_quantity(product, location, 1)
        return {"product": product.id, "tills": tills.ids}

    def _remove(self, env):
        product = env["product.product"].browse(self.ids["product"])
        env["garage.till.hold"].search([("product_id", "=", product.id)]).unlink()
        env["stock.quant"].search([("product_id", "=", product.id)]).unlink()
        env["pos.config"].browse(self.ids["tills"]).unlink()
        product.product_tmpl_id.unlink()

    def _hold(self, place, env):
        till = env["pos.config"].browse(self.ids["tills"][place])
        wanted = [{"product_id": self.ids["product"], "quantity": 1}]
        return till.garage_hold_pieces(f"two-tills-{place}", wanted)

    def test_exactly_one_of_two_is_warned(self):
        first = []

        second = self.both(
            lambda env: first.append(self._hold(0, env)),
            lambda env: self._hold(1, env),
        )

        self.assertTrue(self.waited, "the second waits for the first")
        self.assertEqual(first, [[]])
        [warning] = second
        self.assertIn("Two tills A", warning["takers"][0])
