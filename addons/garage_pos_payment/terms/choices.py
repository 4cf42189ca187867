"""Words of the values among which a setting chooses."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

#: settings whose values are names that nobody translates: models, code pages, ...
TECHNICAL = frozenset({"answer_flag", "charset", "dialect", "profile"})

CHOICES = {
    "charset.auto": _lt("As the terminal says"),
    "flow.hardware": _lt("DTR line"),
    "flow.none": _lt("None"),
    "flow.software": _lt("XON/XOFF"),
    "layout.de": _lt("German"),
    "layout.fr": _lt("French"),
    "layout.us": _lt("English (US)"),
    "mode.card": _lt("Card"),
    "mode.cheque": _lt("Cheque"),
    "parity.E": _lt("Even"),
    "parity.N": _lt("No parity"),
    "parity.O": _lt("Odd"),
    "profile.default": _lt("Any other model"),
    "recovery.ask": _lt("Its maker does not say: ask the terminal"),
    "recovery.keep": _lt("The terminal keeps the payment"),
    "recovery.person": _lt("A person decides"),
    "recovery.repeat": _lt("Send the request again"),
    "recovery.reversal": _lt("The terminal takes the payment back"),
    "scheme.http": _lt("Plain (http)"),
    "scheme.https": _lt("Encrypted (https)"),
}
