from odoo.tests import tagged

from odoo.addons.web.tests import test_js


@tagged("post_install", "-at_install")
class TestTillUnits(test_js.HOOTCommon):
    _test_params = (("+", "@garage_pos_payment"),)

    def test_recovery_protocol_in_the_browser(self):
        self.browser_js(
            "/web/tests?headless&loglevel=2&preset=desktop&timeout=15000"
            + self.hoot_filters,
            "",
            "",
            login="admin",
            timeout=300,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=test_js.unit_test_error_checker,
        )
