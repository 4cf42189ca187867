"""Words of settings that several drivers have."""

from odoo.tools import LazyTranslate

from .term import Term

_lt = LazyTranslate(__name__)

COMMON = {
    "*.baud": Term(
        _lt("Speed"),
        _lt("Bits per second of the serial line, as set in the device."),
    ),
    "*.connect": Term(
        _lt("Connection time"),
        _lt("Seconds until a connection must stand."),
    ),
    "*.first_query": Term(
        _lt("First question"),
        _lt("Seconds after a broken payment until the terminal is asked about it."),
    ),
    "*.free_refunds": Term(
        _lt("Refunds without a sale"),
        _lt("A manager may pay back without the sale it belongs to."),
    ),
    "*.longest_query": Term(
        _lt("Longest pause"),
        _lt("Longest time in seconds between two questions about a broken payment."),
    ),
    "*.max_amount": Term(
        _lt("Highest amount"),
        _lt("Highest payment in minor units (cents); empty: as set for the box."),
    ),
    "*.parity": Term(
        _lt("Parity"),
    ),
    "*.ping": Term(
        _lt("Connection check"),
        _lt("Seconds between two checks of an idle terminal."),
    ),
    "*.result_timeout": Term(
        _lt("Result time"),
        _lt("Seconds of silence after which a payment is in doubt."),
    ),
    "*.run_timeout": Term(
        _lt("Time for a payment"),
        _lt("Seconds after which the program is ended and the payment is in doubt."),
    ),
    "*.test_timeout": Term(
        _lt("Time for a test"),
        _lt("Seconds after which the connection test is ended."),
    ),
}
