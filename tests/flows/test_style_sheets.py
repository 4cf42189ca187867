"""Style sheets of all add-ons together: one that does not compile spoils every page."""

from odoo.tests import TransactionCase, tagged

BUNDLES = ("web.assets_backend", "web.assets_frontend", "point_of_sale._assets_pos")


@tagged("post_install", "-at_install")
class TestStyleSheets(TransactionCase):
    """Odoo falls back to older or no style without failing: nobody is told."""

    def test_every_bundle_compiles(self):
        for name in BUNDLES:
            bundle = self.env["ir.qweb"]._get_asset_bundle(name, js=False)
            with self.subTest(bundle=name):
                styles = bundle.preprocess_css()
                self.assertEqual(bundle.css_errors, [])
                self.assertIn("garage", styles)
