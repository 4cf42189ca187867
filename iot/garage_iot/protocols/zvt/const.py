"""Control fields, tags and bits of ZVT that the box uses (PA00P015)."""

from __future__ import annotations

# Till to terminal (chapter 2)
REGISTRATION = 0x0600
AUTHORISATION = 0x0601
SEND_TOTALS = 0x0610
REPEAT_RECEIPT = 0x0620
REVERSAL = 0x0630
REFUND = 0x0631
END_OF_DAY = 0x0650
ABORT = 0x06B0
STATUS_ENQUIRY = 0x0501

# Terminal to till (chapter 3)
STATUS_INFORMATION = 0x040F
INTERMEDIATE_STATUS = 0x04FF
COMPLETION = 0x060F
ABORTED = 0x061E
PRINT_LINE = 0x06D1
PRINT_BLOCK = 0x06D3

# Answers, both directions (chapter 1)
POSITIVE = 0x8000
NEGATIVE_CLASS = 0x84
NOT_SUPPORTED = 0x8483

# Registration, config byte (2.1): till prints payment and administrative receipts,
# wants intermediate status, controls payment; receipts come as 06 D1 / 06 D3.
CONFIG_BYTE = 0x9E

# TLV tags (chapter 9)
TAG_TEXT = 0x07
TAG_LINE_ATTRIBUTE = 0x09
TAG_COMMAND = 0x0A
TAG_CHARSET = 0x14
TAG_DISPLAY_TEXTS = 0x24
TAG_PRINT_TEXTS = 0x25
TAG_PERMITTED_COMMANDS = 0x26
TAG_CARD_TYPE = 0x41
TAG_APPLICATION_NAME = 0x42
TAG_RECEIPT_TYPE = 0x1F07
TAG_VERIFICATION = 0x1F10
TAG_TECHNOLOGY = 0x1F12
TAG_ERROR_TEXT = 0x1F17
TAG_LONG_TRACE = 0x1F2B

CHARSETS = {0xFE: "utf-8", 0xFF: "cp437", 0x00: "ascii"} | {
    number: f"iso-8859-{number}" for number in range(1, 17) if number != 12
}
ENTRY = {b"\x00": "magnet", b"\x01": "chip", b"\x02": "contactless"}
VERIFICATION = {b"\x00": "none", b"\x01": "signature", b"\x02": "pin", b"\x03": "pin"}

CURRENCIES = {"EUR": 978, "CHF": 756, "GBP": 826, "USD": 840, "PLN": 985, "CZK": 203}
