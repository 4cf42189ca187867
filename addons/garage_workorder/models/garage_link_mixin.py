from odoo import api, models
from odoo.tools import consteq

from ..domain import links


class GarageLinkMixin(models.AbstractModel):
    """For records that somebody without a log-in opens by a secret link."""

    _name = "garage.link.mixin"
    _description = "Opened by a secret link"

    @api.model
    def _find_by_secret(self, name, secret):
        """Record of a link as superuser, empty when there is none.

        Reached by anybody: the secret, at least 144 random bits, is the right to look.

        :param name: field that holds the secret
        """
        records = self.sudo()
        if not links.is_secret(secret):
            return records.browse()
        found = records.search([(name, "=", secret)], limit=1)
        return found if found and consteq(found[name], secret) else records.browse()
