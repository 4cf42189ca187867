"""Words of settings of printers, displays and scanners."""

from odoo.tools import LazyTranslate

from .term import Term

_lt = LazyTranslate(__name__)

COUNTER = {
    "escpos.columns": Term(
        _lt("Columns"),
        _lt("Letters in a line; empty: as the profile says."),
    ),
    "escpos.confirm_timeout": Term(
        _lt("Confirmation time"),
        _lt("Seconds until a printed job must be confirmed."),
    ),
    "escpos.confirms": Term(
        _lt("Confirms"),
        _lt("The printer answers status questions and confirms each job."),
    ),
    "escpos.dots": Term(
        _lt("Dots"),
        _lt("Width of the paper in dots; empty: as the profile says."),
    ),
    "escpos.flow": Term(
        _lt("Flow control"),
        _lt("How the printer says stop: as set by its switches (DTR or XON/XOFF)."),
    ),
    "escpos.hold": Term(
        _lt("Refill time"),
        _lt("Seconds that a job waits when the paper ends halfway."),
    ),
    "escpos.keep_minutes": Term(
        _lt("Keep jobs"),
        _lt("Minutes that a job is kept for a printer that cannot print."),
    ),
    "escpos.native_qr": Term(
        _lt("Draws QR codes"),
        _lt("The printer draws QR codes itself, if its profile can."),
    ),
    "escpos.patience": Term(
        _lt("Waiting time"),
        _lt("Seconds until CUPS must have passed a job on."),
    ),
    "escpos.profile": Term(
        _lt("Printer profile"),
        _lt("Model of python-escpos that is closest: code pages, widths, codes."),
    ),
    "escpos.queue": Term(
        _lt("Queue"),
        _lt("Name of the raw queue in CUPS."),
    ),
    "escpos.retry": Term(
        _lt("New try"),
        _lt("Seconds until a kept job is tried again."),
    ),
    "escpos.serial": Term(
        _lt("Serial number"),
        _lt("Only with two printers of one model on this box."),
    ),
    "escpos.usb": Term(
        _lt("USB numbers"),
        _lt("Vendor and product as lsusb shows them, such as 04b8:0e15."),
    ),
    "escpos_serial.baud": Term(
        _lt("Speed"),
        _lt("Bits per second."),
    ),
    "keyboard_scanner.layout": Term(
        _lt("Keyboard layout"),
        _lt("The layout that the scanner itself is set to."),
    ),
    "line_display.baud": Term(
        _lt("Speed"),
        _lt("Bits per second."),
    ),
    "line_display.columns": Term(
        _lt("Columns"),
        _lt("Letters in a line."),
    ),
    "line_display.profile": Term(
        _lt("Profile"),
        _lt("Model of python-escpos that is closest: its code pages."),
    ),
    "serial_scanner.baud": Term(
        _lt("Speed"),
        _lt("Bits per second."),
    ),
    "serial_scanner.prefix": Term(
        _lt("Prefix"),
        _lt("Letters that the scanner puts before each code; they are dropped."),
    ),
}
