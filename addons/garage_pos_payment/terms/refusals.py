"""Why the box refuses, by the stable code of its answer."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

REFUSALS = {
    "above_limit": _lt(
        "The amount is above what the box or the terminal may charge at once."
    ),
    "above_original": _lt("More cannot go back than was charged."),
    "bad_device": _lt("The settings of the device are not right."),
    "bad_parameters": _lt("The box does not understand this request. Update the box."),
    "conflict": _lt("The same payment was asked for before with other content."),
    "content_type": _lt("The box does not understand this request. Update the box."),
    "currency": _lt("The terminal does not charge in this currency."),
    "device_busy": _lt(
        "A payment on this device is not decided yet. Wait for it, then try again."
    ),
    "forbidden": _lt("This token may not do that. Ask a manager."),
    "host": _lt(
        "The box does not know itself by this address. Add the name to hosts in its "
        "configuration file."
    ),
    "in_file": _lt(
        "The device stands in the configuration file of the box. Remove it there."
    ),
    "internal": _lt("Something went wrong on the box. Its log says what."),
    "length": _lt("The box does not understand this request. Update the box."),
    "line_disturbed": _lt("The line to the device is disturbed. Check its cable."),
    "line_open": _lt("An earlier try of this payment is not decided yet."),
    "login_refused": _lt("The terminal refused the log-in. Check its settings."),
    "method": _lt("The box does not understand this request. Update the box."),
    "no_answer": _lt("The device does not answer. Check its power and its cable."),
    "no_slip": _lt("The terminal has no slip to print again."),
    "not_final": _lt("The payment is still under way. Wait for its result."),
    "not_found": _lt(
        "The box does not know this device or payment. Set the device up again."
    ),
    "not_in_doubt": _lt("The payment is decided already."),
    "not_reversible": _lt("The terminal cannot take this payment back any more."),
    "not_supported": _lt("This terminal cannot do that."),
    "origin": _lt(
        "The box lets this page not in. Add the address of Odoo to origins in its "
        "configuration file."
    ),
    "original_required": _lt("This terminal pays back only what it has charged."),
    "original_unknown": _lt("The box does not know the payment that shall go back."),
    "protocol_error": _lt("The device sent something that cannot be read."),
    "terminal_busy": _lt(
        "The terminal is busy with a payment. Wait for it, then try again."
    ),
    "terminal_unreachable": _lt(
        "The terminal does not answer. Check its power, its network and its address."
    ),
    "too_large": _lt("The document is too large for the box."),
    "totals_unreadable": _lt("The totals of the terminal cannot be read."),
    "unauthorized": _lt(
        "The box does not accept the token. Copy its name and its secret again, and "
        "check its clock."
    ),
    "certificate": _lt("The certificate of the device is not the one that is set."),
    "unreachable": _lt("The device does not answer. Check its power and its cable."),
}
