"""Small helpers between the models and the pure rules."""

from odoo.addons.payment import utils as payment_utils


def to_minor(amount, currency):
    """Return an amount in minor units (cents) of ``currency``."""
    return payment_utils.to_minor_currency_units(amount, currency)


def to_major(minor, currency):
    """Return an amount in minor units as a number of ``currency``."""
    return payment_utils.to_major_currency_units(minor, currency)
