"""Every ZVT example of the specification and of the protocol notes, byte by byte."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garage_iot.devices import zvt_verdict
from garage_iot.devices.base import InDoubt, Order
from garage_iot.errors import BoxError, ProtocolError
from garage_iot.framing.zvt import Apdu, Decoder, encode
from garage_iot.protocols.zvt import (
    bcd,
    bitmaps,
    card_types,
    charsets,
    commands,
    const,
    containers,
    enquiry,
    intermediate,
    results,
    sequence,
    status,
    tlv,
)
from garage_iot.protocols.zvt.dialogue import Dialogue
from garage_iot.protocols.zvt.printing import SlipCollector
from garage_iot.protocols.zvt.sequence import Sequence

NOW = datetime(2026, 11, 21, 14, 30, 8, tzinfo=timezone.utc)
SALE = Order("sale", 4990, "EUR")
APPROVED_INFO = (
    "040f4b 2700 040000000049 90 490978 0b000123 0c143005 0d1121"
    "22f0f8eeeeeeeeeeee1234 2968001234 870045 8a05 8bf0f9 6769726f6361726400"
    "3b3635343332310000 0608 1f100102 1f120101"
)
SLIP = (
    bytes.fromhex("06d32a 0628 1f070102 2522 070b")
    + b"KUNDENBELEG"
    + bytes.fromhex("0710")
    + b"Betrag EUR 49,90"
    + bytes.fromhex("090181")
)
RECORDED = b"".join(
    bytes.fromhex(part) for part in ("800000", "04ff020a01", "04ff0104", APPROVED_INFO)
)
RECORDED += SLIP + bytes.fromhex("060f00")


def apdu(text: str) -> Apdu:
    (found,) = Decoder().feed(bytes.fromhex(text))
    return found


def follow(stream: bytes, charset: str = "cp437") -> Dialogue:
    dialogue = Dialogue(commands.authorisation(4990, "EUR"), charset)
    for message in Decoder().feed(stream):
        dialogue.receive(message)
    return dialogue


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (
            commands.registration(
                "000000", "EUR", commands.Offer(charset=None, message_ids=True)
            ),
            "060014 000000 9e 0978 060c 26040a0206d3 1f7303000000",
        ),
        (
            commands.registration("000000", "EUR"),
            "060011 000000 9e 0978 0609 1401fe 26040a0206d3",
        ),
        (commands.open_preauthorisations(), "0623 03 87ffff"),
        (commands.repeat_receipt("123456"), "0620 09 123456 0604 1f010101"),
        (commands.diagnosis(), "0670 05 0603 1b0101"),
        (commands.initialisation("000000"), "0693 03 000000"),
        (commands.set_clock("000000", NOW), "0691 0b 000000 aa261121 0c143008"),
        (
            commands.mirror(commands.authorisation(4990, "EUR"), b""),
            "06010f 04000000004990 490978 0603 1f1f00",
        ),
        (
            commands.mirror(commands.reversal("000000", "0045"), b"\x00\x45"),
            "06300d 000000 870045 0605 1f1f020045",
        ),
    ],
)
def test_commands_have_the_bytes_of_the_specification(command, expected):
    assert encode(command) == bytes.fromhex(expected)


def test_the_recorded_sale_is_approved_with_its_slip():
    dialogue = follow(RECORDED)
    outcome = zvt_verdict.judge(dialogue, SALE, NOW)

    assert (outcome.state, outcome.result.receipt_no) == ("approved", "0045")
    assert outcome.result.terminal_time == "2026-11-21T14:30:05"
    assert outcome.result.slip_customer == "KUNDENBELEG\nBetrag EUR 49,90"


def test_the_registration_of_chapter_5_names_what_is_accepted():
    message = apdu("060f12 1900 2965000028 490978 0606 26040a0206d3")
    found = enquiry.registered(message.data)

    assert (found.terminal_id, found.charset, found.message_ids) == (
        "65000028",
        None,
        False,
    )
    with_ids = apdu("060f18 1900 2965000028 490978 060c 26040a0206d3 1f7303000000")
    assert enquiry.registered(with_ids.data).message_ids


@pytest.mark.parametrize(
    ("byte", "needs"), [("00", 0), ("01", 0x51), ("02", 0xC2), ("03", 0x51), ("10", 0)]
)
def test_the_status_byte_says_what_the_terminal_needs(byte, needs):
    assert enquiry.registered(bytes.fromhex("19" + byte)).needs == needs


def test_numbers_run_as_in_chapter_5():
    dialogue = Dialogue(commands.authorisation(4990, "EUR"), sequence=Sequence())

    assert sequence.read(dialogue.command) == 1
    dialogue.receive(apdu("800008 0606 1f7303000001"))
    reaction = dialogue.receive(apdu("04ff09 17 0606 1f7303000002"))

    assert dialogue.acknowledged
    assert encode(reaction.send[0]) == bytes.fromhex("800008 0606 1f7303000002")
    assert reaction.progress.status == 0x17


def test_a_repeated_number_is_the_same_message_and_999999_is_followed_by_1():
    dialogue = Dialogue(commands.authorisation(4990, "EUR"), sequence=Sequence(999_998))
    dialogue.receive(Apdu(0x8000))
    info = Apdu(0x040F, bytes.fromhex(APPROVED_INFO)[3:])
    twice = sequence.stamp(info, 1)

    first, second = dialogue.receive(twice), dialogue.receive(twice)

    assert sequence.read(dialogue.command) == 999_999
    assert Sequence(999_999).stamp_next(Apdu(0x06B0)) == sequence.stamp(Apdu(0x06B0), 1)
    assert first.send == second.send == (sequence.stamp(commands.positive(), 1),)
    assert len(dialogue.infos) == 1


def test_an_answer_to_another_number_acknowledges_nothing():
    dialogue = Dialogue(commands.authorisation(4990, "EUR"), sequence=Sequence(6))

    dialogue.receive(sequence.stamp(Apdu(0x849C), 6))

    assert not dialogue.done
    assert not dialogue.acknowledged


@pytest.mark.parametrize(
    "message",
    ["06010a04000000004990490978", "04ff010a", "04ff020a01", "061e016c", "060f00",
     "061e036f0978", "06d10400414243", "800000", "050105000000 0302", "06b000",
     "060f0100", "06230387ffff", APPROVED_INFO],
)  # fmt: skip
def test_every_message_can_carry_a_number(message):
    plain = apdu(message)

    assert sequence.read(plain) is None
    assert sequence.read(sequence.stamp(plain, 123456)) == 123456


def test_a_registration_in_a_wrong_currency_says_so():
    dialogue = follow(bytes.fromhex("841e 03 6f 0978"))
    assert dialogue.refused == results.WRONG_CURRENCY

    dialogue = follow(bytes.fromhex("800000 061e03 6f 0978"))
    assert zvt_verdict.judge(dialogue, SALE, NOW).code == "terminal_refused:6f"


def test_a_system_error_shows_the_words_of_the_terminal():
    words = tlv.build([tlv.Tlv(0x1F16, b"\x12"), tlv.Tlv(0x1F17, b"St\x94rung 12")])
    data = b"\xff" + bitmaps.build([(0x06, words)])
    dialogue = follow(b"\x80\x00\x00" + encode(Apdu(0x061E, data)))

    outcome = zvt_verdict.judge(dialogue, SALE, NOW)

    assert (outcome.code, outcome.text) == ("terminal_refused:ff", "Störung 12")


@pytest.mark.parametrize(
    ("completion", "expected"),
    [("f00604 1f010103", 0xF0), ("f0f0f3312e3006", 0x06), ("06", 0x06),
     ("0606041f010203", 0x06), ("f0f0f3312e30f0", 0xF0)],
)  # fmt: skip
def test_a_status_that_looks_like_a_version_or_a_container_is_a_status(
    completion, expected
):
    assert enquiry.terminal_status(bytes.fromhex(completion)) == expected


def test_open_reservations_stand_in_one_field_or_a_list():
    listed = bytes.fromhex("b8 060a 2308 08020012 08020013")

    assert enquiry.open_preauthorisations(bytes.fromhex("b8870012")) == ("0012",)
    assert enquiry.open_preauthorisations(listed) == ("0012", "0013")
    assert enquiry.open_preauthorisations(bytes.fromhex("b887ffff")) == ()
    assert enquiry.open_preauthorisations(b"\x6c") == ()


def test_a_long_trace_and_a_wide_card_type_stand_in_the_container():
    info = status.parse(
        bytes.fromhex("2700 0b000000 8aff 060b 1f2b0400123456 41020104")
    )

    assert (info.trace_no, info.card_type) == ("00123456", 260)
    assert info.card_brand == "BlueCode"


def test_cards_are_named_by_their_number_and_not_by_the_text():
    info = status.parse(bytes.fromhex("2700 8a12") + b"\x8b\xf0\xf4Card")

    assert info.card_brand == "DKV/SVG"
    assert status.parse(b"\x27\x00\x8a\x63\x8b\xf0\xf4Card").card_brand == "Card"
    assert all(card_types.brand(number) for number in card_types.known())


def test_new_year_belongs_to_the_year_of_the_sending():
    info = status.parse(bytes.fromhex("2700 0c000003 0d0101"))
    before = datetime(2026, 12, 31, 23, 59, 55, tzinfo=timezone.utc)

    assert status.terminal_time(info, before) == datetime(2027, 1, 1, 0, 0, 3)


def test_every_status_has_a_step_and_most_can_ask_to_remove_the_card():
    for code in range(256):
        assert intermediate.parse(bytes([code])).text
    assert intermediate.parse(b"\x45").text.endswith("Take out the card")
    assert intermediate.parse(b"\x5d").step == "remove_card"
    assert intermediate.parse(b"\x68").text == "Card inserted"


def test_the_german_letters_of_seven_bits_and_a_round_trip_of_all_charsets():
    assert charsets.decode(b"H{ndlerbeleg ~ [\\]", "7bit") == "Händlerbeleg ß ÄÖÜ"
    for charset in charsets.CHOICES[1:]:
        raw = charsets.encode("Händlerbeleg", charset)
        assert charsets.decode(raw, charset) == "Händlerbeleg"
    assert charsets.by_number(charsets.number_of("utf-8")) == "utf-8"


def test_blocks_without_an_end_are_joined_until_the_type_changes():
    collector = SlipCollector()
    for kind, word, tail in (
        ("02", b"a", ""),
        ("02", b"b", ""),
        ("01", b"c", "0901ff"),
    ):
        text = b"\x07\x01" + word + bytes.fromhex(tail)
        body = bytes.fromhex(f"1f0701{kind} 25{len(text):02x}") + text
        collector.print_block(bytes([0x06, len(body)]) + body)
    collector.close()

    assert collector.slips == {"customer": "a\nb", "merchant": "c"}


def test_attributes_centre_indent_and_feed():
    collector = SlipCollector()
    for line in (b"\x40AB", b"\x02CD", b"\x10123456", b"\xff\x01", b"\x80EF", b"\x81G"):
        collector.print_line(line)

    assert collector.slips == {"customer": "  AB\n  CD\n123456\n\nEF\nG"}


elements = st.recursive(
    st.builds(
        tlv.Tlv, st.sampled_from([0x07, 0x14, 0x43, 0x1F07, 0x1F73]), st.binary()
    ),
    lambda inner: st.builds(
        lambda tag, children: tlv.Tlv(tag, b"", tuple(children)),
        st.sampled_from([0x24, 0x25, 0x26, 0x2F]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=8,
)


@given(st.lists(elements, max_size=5))
def test_containers_survive_a_round_trip(found):
    assert tlv.parse(tlv.build(found)) == tuple(found)


@given(
    st.dictionaries(st.sampled_from([0x23, 0x2D, 0x8B, 0xF1]), st.binary(max_size=99))
)
def test_data_objects_survive_a_round_trip(fields):
    assert bitmaps.parse(bitmaps.build(fields.items())) == fields


@given(st.integers(0, 999_999_999_999))
def test_amounts_survive_a_round_trip(amount):
    assert int(bcd.digits(bcd.encode(amount, 6))) == amount


@given(st.lists(st.binary(max_size=300), max_size=4), st.data())
def test_any_fragmentation_gives_the_same_messages(bodies, data):
    apdus = [Apdu(0x060F, body) for body in bodies]
    stream, decoder, found = b"".join(map(encode, apdus)), Decoder(), []
    while stream:
        cut = data.draw(st.integers(1, len(stream)))
        found += decoder.feed(stream[:cut])
        stream = stream[cut:]

    assert found == apdus


@given(st.sampled_from([const.COMPLETION, const.STATUS_INFORMATION]), st.binary())
def test_what_is_added_to_a_container_can_be_read_there(control, body):
    try:
        plain = Apdu(control, body)
        containers.elements(plain)
        extended = containers.add(plain, sequence.tag(42))
    except ProtocolError:
        return
    if control == const.STATUS_INFORMATION:
        assert sequence.read(extended) == 42


@settings(max_examples=300)
@given(st.data())
def test_a_recording_with_cuts_and_damage_is_never_approved_for_another_amount(data):
    stream = bytearray(RECORDED)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(stream) - 1))
        if data.draw(st.booleans()):
            stream[at] = data.draw(st.integers(0, 255))
        else:
            del stream[at : at + data.draw(st.integers(1, 20))]
            stream += b"\x00"
    try:
        dialogue = follow(bytes(stream))
        outcome = zvt_verdict.judge(dialogue, SALE, NOW) if dialogue.done else None
    except (BoxError, InDoubt):
        return

    if outcome is not None and outcome.state == "approved":
        assert (outcome.result.amount, outcome.result.currency) in (
            (4990, "EUR"),
            (4990, ""),
        )


@given(st.integers(1, len(RECORDED) - 1))
def test_a_recording_cut_off_anywhere_has_no_result(length):
    assert not follow(RECORDED[:length]).done


def test_the_time_out_told_by_the_terminal_replaces_the_long_one():
    dialogue = Dialogue(commands.authorisation(1, "EUR"), result_timeout=180.0)
    dialogue.receive(Apdu(0x8000))
    dialogue.receive(apdu("04ff020a01"))
    assert timedelta(seconds=dialogue.timeout) == timedelta(minutes=1)

    dialogue.receive(apdu("04ff0104"))
    assert dialogue.timeout == 180.0
