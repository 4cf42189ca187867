"""Words of settings of one terminal driver, N to Z."""

from odoo.tools import LazyTranslate

from .term import Term

_lt = LazyTranslate(__name__)

TERMINALS_N_TO_Z = {
    "nexo.abort_in_doubt": Term(
        _lt("Stop payments in doubt"),
        _lt("Ask the terminal to stop a payment whose connection broke."),
    ),
    "nexo.answer_timeout": Term(
        _lt("Answer time"),
        _lt("Seconds in which the terminal must answer a question."),
    ),
    "nexo.ca_file": Term(
        _lt("Root certificate"),
        _lt("File on the box (PEM) with the maker's root certificate."),
    ),
    "nexo.certificate_name": Term(
        _lt("Name in the certificate"),
        _lt("Name that the terminal's certificate must carry; empty: not checked."),
    ),
    "nexo.confirm_delay": Term(
        _lt("Watching time"),
        _lt(
            "Seconds until the terminal is asked again when it does not know a payment."
        ),
    ),
    "nexo.fingerprint": Term(
        _lt("Certificate fingerprint"),
        _lt("SHA-256 of the terminal's certificate, 64 hexadecimal digits."),
    ),
    "nexo.key_identifier": Term(
        _lt("Key identifier"),
        _lt("Name of the passphrase in the terminal's settings."),
    ),
    "nexo.key_version": Term(
        _lt("Key version"),
        _lt("Version of the passphrase in the terminal's settings."),
    ),
    "nexo.login": Term(
        _lt("Log in first"),
        _lt("For terminals that want a log-in before the first payment."),
    ),
    "nexo.notify_certificate": Term(
        _lt("Certificate for messages"),
        _lt("File on the box (PEM) with certificate and key for that port."),
    ),
    "nexo.notify_port": Term(
        _lt("Port for messages"),
        _lt("Port of the box to which the terminal sends what it shows; 0: none."),
    ),
    "nexo.open_totals": Term(
        _lt("Totals of the open day"),
        _lt("The terminal shows its totals without closing the day."),
    ),
    "nexo.passphrase": Term(
        _lt("Passphrase"),
        _lt("Shared with the terminal for encryption; empty: messages in clear."),
    ),
    "nexo.path": Term(
        _lt("Path"),
        _lt("Path of the terminal's address, e.g. /nexo."),
    ),
    "nexo.poi_id": Term(
        _lt("Terminal id (POIID)"),
        _lt("Model and serial number, e.g. S1F2-000158213300001."),
    ),
    "nexo.refund_by_reference": Term(
        _lt("Refund without the card"),
        _lt(
            "Refunds of a sale of this terminal go back by its reference, parts of it "
            "too; no: the customer presents the card again."
        ),
    ),
    "nexo.result_timeout": Term(
        _lt("Result time"),
        _lt("Seconds after which a payment without result is in doubt."),
    ),
    "nexo.sale_id": Term(
        _lt("Till id (SaleID)"),
        _lt("A name of this box that no other till uses at this terminal."),
    ),
    "nexo.scheme": Term(
        _lt("Connection"),
        _lt("Use http only for terminals that offer nothing else."),
    ),
    "opi.answer_timeout": Term(
        _lt("Answer time"),
        _lt("Seconds in which the terminal must answer a log-in."),
    ),
    "opi.application": Term(
        _lt("Name of the till"),
        _lt("ApplicationSender, as the terminal's maker wants it."),
    ),
    "opi.approval_words": Term(
        _lt("Words of approval"),
        _lt(
            "Words that stand on approved merchant slips only, apart by ; (empty: a "
            "slip decides nothing)."
        ),
    ),
    "opi.channel1_port": Term(
        _lt("Port for messages"),
        _lt("Port of the box to which the terminal connects (channel 1)."),
    ),
    "opi.pop_id": Term(
        _lt("Place of sale"),
        _lt("POPID, usually 001."),
    ),
    "opi.till": Term(
        _lt("Till number"),
        _lt("WorkstationID: a number that no other till uses at this terminal."),
    ),
    "sberbank.commit_recovered": Term(
        _lt("Confirm recovered payments"),
        _lt(
            "Run sbcall 6001 for a payment found again after a break; only where "
            "sales are suspended until confirmed."
        ),
    ),
    "sberbank.confirm_delay": Term(
        _lt("Watching time"),
        _lt("Seconds after which an older last slip is looked at once more."),
    ),
    "sberbank.department": Term(
        _lt("Department number"),
        _lt(
            "Number of the organisation on a shared terminal; must stand as "
            "Department in pinpad.ini of its folder."
        ),
    ),
    "sberbank.test_first": Term(
        _lt("Test before each payment"),
        _lt(
            "Run the connection test 47 2 first, so that an unplugged pinpad is told "
            "before a payment starts; costs about a second."
        ),
    ),
    "ucs.answer_timeout": Term(
        _lt("Answer time"),
        _lt("Seconds in which the terminal must answer a login."),
    ),
    "ucs.link_timeout": Term(
        _lt("Line time"),
        _lt("Seconds in which the terminal must answer one control character."),
    ),
    "ucs.pause": Term(
        _lt("Pause"),
        _lt("Seconds between two messages; at least 2."),
    ),
    "ucs.rest": Term(
        _lt("Slip time"),
        _lt("Seconds of silence that end a slip whose last line is not marked."),
    ),
    "ucs.terminal_id": Term(
        _lt("Terminal number"),
        _lt("Eight to ten digits, as printed on the terminal's slips."),
    ),
    "ucs.total_word": Term(
        _lt("Word of the total"),
        _lt("Word in the line of the report that shows the day's sum."),
    ),
    "zvt.acknowledge_timeout": Term(
        _lt("Acknowledgement time"),
        _lt("Seconds until a message must be acknowledged, else it is repeated (T2)."),
    ),
    "zvt.answer_timeout": Term(
        _lt("Answer time"),
        _lt("Seconds in which the terminal must answer a command."),
    ),
    "zvt.byte_gap": Term(
        _lt("Pause between bytes"),
        _lt("Longest pause in seconds inside one message (T1)."),
    ),
    "zvt.charset": Term(
        _lt("Character set"),
        _lt(
            "auto follows the terminal; choose another one if slips show wrong letters."
        ),
    ),
    "zvt.confirm_delay": Term(
        _lt("Watching time"),
        _lt("Seconds for which a recovered result is watched before it counts."),
    ),
    "zvt.menu_locked": Term(
        _lt("Lock the terminal's menu"),
        _lt("Yes if nobody may start anything at the terminal itself."),
    ),
    "zvt.message_ids": Term(
        _lt("Number the messages"),
        _lt("Offer message numbers (tag 1F73) to the terminal."),
    ),
    "zvt.password": Term(
        _lt("Password"),
        _lt("Six digits, as set in the terminal."),
    ),
    "zvt.recovery": Term(
        _lt("Payment without an answer"),
        _lt(
            "What the terminal does when the line broke: reversal, keep, or ask when "
            "its maker does not say."
        ),
    ),
    "zvt.terminal_prints": Term(
        _lt("Terminal prints slips"),
        _lt("Yes if slips come out of the terminal and not of the till's printer."),
    ),
    "zvt.upkeep": Term(
        _lt("Look after the terminal"),
        _lt("Run diagnosis, initialisation and clock setting when the terminal asks."),
    ),
}
