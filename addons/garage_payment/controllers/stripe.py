import logging

from werkzeug.exceptions import BadRequest, Forbidden

from odoo.addons.payment_stripe import utils as stripe_utils
from odoo.addons.payment_stripe.controllers.main import StripeController

_logger = logging.getLogger(__name__)


class GarageStripeController(StripeController):
    """Takes messages about payments only from those who can sign them."""

    def _verify_signature(self, tx_sudo):
        if not stripe_utils.get_webhook_secret(tx_sudo.provider_id):
            _logger.warning(
                "Refused an unsigned message about %s: enter the webhook secret of the "
                "payment provider first.",
                tx_sudo.reference,
            )
            raise Forbidden()
        try:
            return super()._verify_signature(tx_sudo)
        except (KeyError, ValueError) as error:
            raise BadRequest() from error
