"""Errors of this add-on that callers tell apart."""

from odoo.exceptions import UserError


class ApprovalRefused(UserError):
    """A decision that cannot be taken: already answered, changed or withdrawn."""
