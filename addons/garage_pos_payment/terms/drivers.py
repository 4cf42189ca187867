"""Names of the drivers, and what they do when an answer is missing."""

from odoo.tools import LazyTranslate

from .term import Term

_lt = LazyTranslate(__name__)

DRIVERS = {
    "arcus2": Term(
        _lt("ARCUS2 (CommandLineTool)"),
        _lt(
            "The box reads the fresh result files; what they leave open is decided by "
            "a person, because the terminal cannot be asked."
        ),
    ),
    "caisse_ap": Term(
        _lt("Caisse-AP over IP (France)"),
        _lt(
            "A Caisse-AP terminal cannot be asked how a payment ended. A person "
            "decides with the terminal's ticket."
        ),
    ),
    "concert": Term(
        _lt("Concert V2 on a serial line (France)"),
        _lt(
            "A Concert V2 terminal cannot be asked how a payment ended. A person "
            "decides with the terminal's ticket."
        ),
    ),
    "inpas": Term(
        _lt("INPAS SmartSale over the network"),
        _lt(
            "A person decides, because no source shows how the terminal can be asked; "
            "with recovery repeat the request goes out again under its own number."
        ),
    ),
    "inpas_serial": Term(
        _lt("INPAS SmartSale on a serial line"),
        _lt(
            "A person decides, because no source shows how the terminal can be asked; "
            "with recovery repeat the request goes out again under its own number."
        ),
    ),
    "nexo": Term(
        _lt("nexo Retailer (Adyen local, Verifone, Castles, PAX, Ingenico)"),
        _lt("The box asks the terminal by the payment's own number how it ended."),
    ),
    "opi": Term(
        _lt("OPI over the network"),
        _lt("The terminal cannot be asked: a manager decides by its slip."),
    ),
    "sberbank": Term(
        _lt("Sberbank UPOS (sb_pilot, loadparm, sbcall)"),
        _lt(
            "The box reads the fresh files e and p, then the last slip (sbcall 7001). "
            "Without sbcall a person decides."
        ),
    ),
    "ucs": Term(
        _lt("UCS EFTPOS over the network (Russia)"),
        _lt(
            "A UCS terminal cannot be asked how a payment ended. A person decides "
            "with the terminal's slip."
        ),
    ),
    "ucs_serial": Term(
        _lt("UCS EFTPOS on a serial line (Russia)"),
        _lt(
            "A UCS terminal cannot be asked how a payment ended. A person decides "
            "with the terminal's slip."
        ),
    ),
    "zvt": Term(
        _lt("ZVT over the network"),
        _lt("The box asks the terminal for its last transaction and compares it."),
    ),
    "zvt_serial": Term(
        _lt("ZVT on a serial line"),
        _lt("The box asks the terminal for its last transaction and compares it."),
    ),
    "escpos": Term(
        _lt("ESC/POS over the network"),
        _lt("A job without confirmation is not printed again; a person looks."),
    ),
    "escpos_cups": Term(
        _lt("ESC/POS behind a raw queue of CUPS"),
        _lt(
            "CUPS cannot confirm what is on the paper. A job without confirmation is "
            "not printed again; a person looks."
        ),
    ),
    "escpos_serial": Term(
        _lt("ESC/POS on a serial line"),
        _lt("A job without confirmation is not printed again; a person looks."),
    ),
    "escpos_usb": Term(
        _lt("ESC/POS on USB"),
        _lt("A job without confirmation is not printed again; a person looks."),
    ),
    "keyboard_scanner": Term(
        _lt("Scanner that types (USB keyboard)"),
        _lt("A code is handed on once; nobody waits for it."),
    ),
    "line_display": Term(
        _lt("Line display (ESC/POS)"),
        _lt("A display answers nothing; the next text replaces the last one."),
    ),
    "serial_scanner": Term(
        _lt("Scanner on a serial line"),
        _lt("A code is handed on once; nobody waits for it."),
    ),
}
