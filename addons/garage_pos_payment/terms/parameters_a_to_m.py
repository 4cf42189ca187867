"""Words of settings of one terminal driver, A to M."""

from odoo.tools import LazyTranslate

from .term import Term

_lt = LazyTranslate(__name__)

TERMINALS_A_TO_M = {
    "arcus2.op_cancel": Term(
        _lt("Cancel operation"),
        _lt("Number in ops.ini; usually found by the label УНИВЕРСАЛЬНАЯ ОТМЕНА."),
    ),
    "arcus2.op_cancel_last": Term(
        _lt("Cancel last operation"),
        _lt("Number in ops.ini; usually found by the label ОТМЕНА ПОСЛ.."),
    ),
    "arcus2.op_ping": Term(
        _lt("Connection test operation"),
        _lt("Number in ops.ini; usually found by the label PING."),
    ),
    "arcus2.op_refund": Term(
        _lt("Refund operation"),
        _lt("Number in ops.ini; usually found by the label ВОЗВРАТ ТОВАРА."),
    ),
    "arcus2.op_reprint": Term(
        _lt("Reprint operation"),
        _lt(
            "Number in ops.ini; usually found by the label ПЕЧАТЬ ДУБЛИКАТА "
            "ПОСЛЕДНЕГО ЧЕКА."
        ),
    ),
    "arcus2.op_sale": Term(
        _lt("Sale operation"),
        _lt("Number in ops.ini; usually found by the label ОПЛАТА ТОВАРА."),
    ),
    "arcus2.op_settle": Term(
        _lt("Reconciliation"),
        _lt("Number in ops.ini; usually found by the label СВЕРКА ИТОГОВ."),
    ),
    "arcus2.terminal_id": Term(
        _lt("Terminal id"),
        _lt(
            "Digits; only where several organisations share the pinpad: the number "
            "under which this one takes money."
        ),
    ),
    "arcus2.test_first": Term(
        _lt("Test before each payment"),
        _lt(
            "Send an echo first, so that an unplugged pinpad is told before a payment "
            "starts; costs about a second."
        ),
    ),
    "arcus2.total_word": Term(
        _lt("Word of the total"),
        _lt("Word in the line of the reconciliation slip with the day's sum."),
    ),
    "caisse_ap.answer_timeout": Term(
        _lt("Answer time"),
        _lt("Seconds in which the terminal must answer the connection test."),
    ),
    "caisse_ap.dialect": Term(
        _lt("Dialect"),
        _lt("0300 for most terminals, 0320 for terminals run by Nepting."),
    ),
    "caisse_ap.duplicate": Term(
        _lt("Duplicate ticket"),
        _lt("Yes: this model prints its last ticket again when the till asks."),
    ),
    "caisse_ap.identify": Term(
        _lt("Ask for identification"),
        _lt("No: the connection test only opens a connection."),
    ),
    "caisse_ap.result_timeout": Term(
        _lt("Result time"),
        _lt("Seconds without a result after which a payment is in doubt."),
    ),
    "caisse_ap.till": Term(
        _lt("Till number"),
        _lt("Two digits that the terminal shows on its ticket."),
    ),
    "concert.answer_flag": Term(
        _lt("Extra data"),
        _lt("0: result only; 1: with the card number (masked); 2: TLV (unused)."),
    ),
    "concert.answer_timeout": Term(
        _lt("Answer time"),
        _lt("Seconds for one control character; terminals need up to 3."),
    ),
    "concert.mode": Term(
        _lt("Kind of payment"),
        _lt("Cheque: for terminals with a cheque reader."),
    ),
    "concert.numbered": Term(
        _lt("Number the orders"),
        _lt("Yes: the private field carries a number that the answer repeats."),
    ),
    "concert.result_timeout": Term(
        _lt("Result time"),
        _lt("Seconds without a result after which a payment is in doubt."),
    ),
    "concert.retry_pause": Term(
        _lt("Pause"),
        _lt("Seconds between two tries to ask."),
    ),
    "concert.till": Term(
        _lt("Till number"),
        _lt("Two digits that the answer must repeat."),
    ),
    "inpas.answer_timeout": Term(
        _lt("Acknowledgement time"),
        _lt("Seconds in which the terminal must take a request."),
    ),
    "inpas.baud": Term(
        _lt("Speed"),
        _lt("Bits per second of the serial line, as set in the terminal."),
    ),
    "inpas.merchant_id": Term(
        _lt("Merchant number"),
        _lt(
            "Up to 15 digits and letters; only where several organisations share the "
            "terminal and the acquirer wants field 28."
        ),
    ),
    "inpas.recovery": Term(
        _lt("After a lost answer"),
        _lt(
            "repeat: send the request again with the same number (field 26). Only "
            "where the acquirer confirms that the terminal then answers from its "
            "memory; a terminal that never got the first request starts the payment."
        ),
    ),
    "inpas.result_timeout": Term(
        _lt("Time for a payment"),
        _lt("Seconds after which a payment is in doubt."),
    ),
    "inpas.terminal_id": Term(
        _lt("Terminal id"),
        _lt("Eight digits, as shown by the terminal; one for each organisation."),
    ),
    "inpas.wait_timeout": Term(
        _lt("Silence"),
        _lt("Longest silence in seconds while the terminal works."),
    ),
}
