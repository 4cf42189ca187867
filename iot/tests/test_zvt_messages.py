"""ZVT messages: bytes of the specification in, plain values out."""

from datetime import datetime, timezone

import pytest

from garage_iot.errors import ProtocolError
from garage_iot.framing.zvt import encode
from garage_iot.protocols.zvt import (
    bcd,
    bitmaps,
    commands,
    enquiry,
    intermediate,
    results,
    status,
    tlv,
    totals,
)
from garage_iot.protocols.zvt.printing import SlipCollector

APPROVED = bytes.fromhex(
    "2700 040000000049 90 490978 0b000123 0c143005 0d1121 22f0f8eeeeeeeeeeee1234"
    "2968001234 870045 8a05 8bf0f967 69726f6361726400 3b3635343332310000"
    "0608 1f100102 1f120101"
)
DECLINED = (
    bytes.fromhex("2705 040000000049 90 490978 2968001234 3cf0f2f2")
    + b"Karte nicht zugelassen"
)
TOTALS = bytes.fromhex(
    "2700 040000000174 80 0b000130 0c210000 0d1121 60f0f5f3 0041 0045"
    "03000000014990 00000000000000 01000000002490" + "00000000000000" * 4
)


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (commands.authorisation(4990, "EUR"), "06010a04000000004990490978"),
        (commands.reversal("000000", "0045"), "063006000000870045"),
        (commands.refund("000000", 4990, "EUR"), "06310d00000004000000004990490978"),
        (commands.repeat_status("000000"), "0620050000000303"),
        (commands.end_of_day("000000"), "065003000000"),
        (commands.status_enquiry("000000"), "0501050000000302"),
        (
            commands.registration("000000", "EUR"),
            "0600110000009e097806091401fe26040a0206d3",
        ),
        (commands.abort(), "06b000"),
        (commands.positive(), "800000"),
    ],
)
def test_commands_have_the_bytes_of_the_specification(command, expected):
    assert encode(command).hex() == expected


def test_an_approval_is_read_completely():
    info = status.parse(APPROVED)

    assert (info.result, info.amount, info.currency) == (0, 4990, "EUR")
    assert (info.trace_no, info.receipt_no, info.terminal_id) == (
        "000123",
        "0045",
        "68001234",
    )
    assert (info.card_brand, info.card_type, info.auth_code) == (
        "girocard",
        5,
        "654321",
    )
    assert (info.entry, info.verification) == ("chip", "pin")
    assert info.masked_pan == "************1234"


def test_a_decline_carries_its_text():
    info = status.parse(DECLINED)

    assert (info.result, info.text) == (5, "Karte nicht zugelassen")


def test_a_card_number_sent_in_clear_is_masked_at_once():
    assert bcd.masked_pan(bytes.fromhex("4111111111111111")) == "************1111"
    assert bcd.masked_pan(bytes.fromhex("411111111111111f")) == "***********1111"
    assert bcd.masked_pan(b"") == ""


def test_track_data_behind_the_card_number_are_dropped():
    packed = bytes.fromhex("4111111111111111d2512f")

    assert bcd.masked_pan(packed) == "************1111"


def test_a_card_number_on_a_slip_is_masked_and_other_numbers_are_not():
    collector = SlipCollector("ascii")
    for line in (b"\x00PAN 4111 1111 1111 1111", b"\x00VU 455600000012345"):
        collector.print_line(line)
    collector.print_line(b"\x81Beleg 0045")

    assert collector.slips["customer"] == (
        "PAN ************1111\nVU 455600000012345\nBeleg 0045"
    )


def test_totals_of_the_specification_add_up():
    found = totals.from_status(status.parse(TOTALS))

    assert (found.amount, found.count) == (17480, 4)
    assert (found.first_receipt, found.last_receipt) == ("0041", "0045")
    assert [(g.brand, g.count, g.amount) for g in found.groups] == [
        ("girocard", 3, 14990),
        ("Mastercard", 1, 2490),
    ]


def test_the_year_of_a_terminal_date_is_the_nearest_one():
    info = status.parse(bytes.fromhex("2700 0c235958 0d1231"))
    new_year = datetime(2027, 1, 1, 0, 0, 5, tzinfo=timezone.utc)
    found = status.terminal_time(info, new_year)

    assert found is not None
    assert found.isoformat() == "2026-12-31T23:59:58"


@pytest.mark.parametrize(
    "damaged",
    [
        "27",  # result cut off
        "270004000000",  # amount cut off
        "2700ff",  # unknown data object
        "2700060a1f1001",  # container cut off
        "27003cf0fff2",  # no decimal length
        "270004000000004a90",  # amount is no number
        "490978",  # no result code
    ],
)
def test_damaged_status_information_is_refused(damaged):
    with pytest.raises(ProtocolError):
        status.parse(bytes.fromhex(damaged))


@pytest.mark.parametrize(
    ("data", "step", "timeout"),
    [
        ("0a01", "card_wanted", 60.0),
        ("04", "authorising", None),
        ("0a06", "card_wanted", 360.0),
        ("1706061f7303000002", "please_wait", None),
        ("0a0106061f7303000002", "card_wanted", 60.0),
        ("4a", "remove_card", None),
        ("99", "please_wait", None),
    ],
)
def test_intermediate_status_with_and_without_time_out(data, step, timeout):
    shown = intermediate.parse(bytes.fromhex(data))

    assert (shown.step, shown.timeout) == (step, timeout)


def test_the_terminal_own_display_text_is_shown():
    lines = (tlv.Tlv(0x07, b"Karte"), tlv.Tlv(0x07, b"stecken"))
    container = tlv.build([tlv.Tlv(0x24, children=lines)])
    data = b"\xff" + bitmaps.build([(0x06, container)])

    assert intermediate.parse(data).text == "Karte stecken"


@pytest.mark.parametrize(
    ("completion", "expected"),
    [("00", 0x00), ("06", 0x06), ("9c", 0x9C), ("f0f0f3312e30dc", 0xDC)],
)
def test_status_enquiry_with_and_without_version(completion, expected):
    assert enquiry.terminal_status(bytes.fromhex(completion)) == expected


def test_a_charset_counts_only_when_the_terminal_echoes_it():
    plain = bytes.fromhex("19002965000028490978060626040a0206d3")
    utf8 = bytes.fromhex("1900060 31401fe".replace(" ", ""))

    assert enquiry.registered(plain).charset is None
    assert enquiry.registered(utf8).charset == "utf-8"


def test_slips_are_sorted_by_receipt_type():
    collector = SlipCollector("utf-8")
    for kind, word in ((b"\x01", b"Haendler"), (b"\x02", b"Kunde")):
        texts = (tlv.Tlv(0x07, word), tlv.Tlv(0x07, b""), tlv.Tlv(0x07, b"Fin"))
        children = tlv.Tlv(0x25, children=texts)
        container = tlv.build([tlv.Tlv(0x1F07, kind), children])
        collector.print_block(bitmaps.build([(0x06, container)]))
    collector.close()

    assert collector.slips == {
        "merchant": "Haendler\n\nFin",
        "customer": "Kunde\n\nFin",
    }


def test_print_lines_become_slips_by_their_last_line_and_heading():
    collector = SlipCollector()
    for data in (b"\x40** H\x8eNDLERBELEG **", b"\xff\x02", b"\x81Fin"):
        collector.print_line(data)
    collector.print_line(b"\x81Danke\x06\x04\x1f\x07\x01\x02")

    assert collector.slips == {
        "merchant": "** HÄNDLERBELEG **\n\n\nFin",
        "customer": "Danke",
    }


def test_every_result_code_has_words():
    assert results.text(0x6C) == "Cancelled at the terminal"
    assert "code 33" in results.text(0x33)
    assert all(results.text(code) for code in range(1, 256))


def test_tlv_survives_a_round_trip_at_all_length_forms():
    elements = [tlv.Tlv(0x07, b"x" * size) for size in (0, 127, 128, 255, 256, 3000)]

    assert tlv.parse(tlv.build(elements)) == tuple(elements)


def test_absurdly_nested_tlv_is_refused():
    data = b""
    for _ in range(12):
        data = b"\x24" + tlv.write_length(len(data)) + data

    with pytest.raises(ProtocolError):
        tlv.parse(data)
