"""UCS on a serial line: frames, handshake, and the driver on a pseudo terminal."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from driver_box import box_with, serial_terminal
from hypothesis import given
from hypothesis import strategies as st

from garage_iot.devices.base import InDoubt, Order
from garage_iot.devices.linked_line import LinkedLine
from garage_iot.devices.ucs_serial_driver import linked
from garage_iot.devices.ucs_terminal import UcsSettings, UcsTerminal
from garage_iot.errors import ConnectionLost, ProtocolError, Refused
from garage_iot.framing.signals import Damaged, Frame, Signal, lrc
from garage_iot.framing.ucs_serial import LONGEST_MESSAGE, Decoder, encode
from garage_iot.protocols.enquiry_link import Timing
from garage_iot.simulators.switches import Mode
from garage_iot.simulators.ucs import UcsSerialSimulator
from garage_iot.transports.null import NullTransport
from garage_iot.transports.serial import SerialTransport

SALE = b"1000012345670C000000004990"
ENQ, ACK, NAK, EOT = (bytes([code]) for code in (0x05, 0x06, 0x15, 0x04))
FAST = Timing(0.3, 0.02)

messages = st.binary(max_size=80).map(lambda raw: raw.replace(b"\x10", b""))


def test_a_sale_has_the_frame_that_was_seen():
    assert encode(SALE) == b"\x10\x02" + SALE + b"\x10\x03" + bytes([lrc(SALE)])


@given(st.lists(messages, max_size=4), st.data())
def test_every_message_is_read_back_however_it_was_cut(sent, data):
    stream = b"".join(ENQ + encode(message) + EOT for message in sent)
    decoder, found = Decoder(), []

    while stream:
        cut = data.draw(st.integers(1, len(stream)))
        found += decoder.feed(stream[:cut])
        stream = stream[cut:]

    assert [event.text for event in found if isinstance(event, Frame)] == sent
    assert not any(isinstance(event, Damaged) for event in found)


@given(messages.filter(bool), st.integers(0, 600))
def test_one_damaged_bit_is_never_read_as_the_same_message(message, place):
    stream = bytearray(encode(message))
    stream[place % len(stream)] ^= 1 << place % 8

    assert Frame(message) not in Decoder().feed(bytes(stream))


@given(st.binary(max_size=900))
def test_random_bytes_never_crash(received):
    decoder = Decoder()

    for event in decoder.feed(received):
        assert isinstance(event, (Signal, Frame, Damaged))


def test_what_does_not_fit_into_a_frame_is_refused():
    for message in (b"a\x10b", b"x" * (LONGEST_MESSAGE + 1)):
        with pytest.raises(ProtocolError):
            encode(message)
    found = Decoder().feed(b"\x10\x02" + b"x" * (LONGEST_MESSAGE + 1))
    assert isinstance(found[0], Damaged)


def line() -> tuple[LinkedLine, NullTransport]:
    ours, theirs = NullTransport.pair()
    return LinkedLine(ours, encode, Decoder(), FAST), theirs


def sent(theirs: NullTransport) -> bytes:
    """Return everything that was sent so far."""
    found = b""
    while received := theirs.receive(0.01):
        found += received
    return found


def test_a_message_goes_out_and_one_comes_in_with_their_handshakes():
    found, theirs = line()
    theirs.send(ACK + ACK)
    theirs.send(ENQ + encode(b"answer") + EOT)

    found.send(SALE)

    assert found.receive(1) == b"answer"
    assert sent(theirs) == ENQ + encode(SALE) + EOT + ACK + ACK


def test_equal_messages_one_after_another_all_count():
    found, theirs = line()
    theirs.send((ENQ + encode(b"hold")) * 2 + EOT)

    assert [found.receive(0.5), found.receive(0.5)] == [b"hold", b"hold"]


def test_a_line_that_gives_no_permission_took_nothing():
    found, theirs = line()
    with pytest.raises(Refused) as refusal:
        found.send(SALE)
    assert refusal.value.code == "terminal_unreachable"
    assert SALE not in sent(theirs)

    theirs.send(NAK * 3)
    with pytest.raises(Refused) as refusal:
        found.send(SALE)
    assert refusal.value.code == "terminal_busy"


def test_an_answer_that_is_always_damaged_breaks_the_line():
    found, theirs = line()
    damaged = encode(b"answer")[:-1] + b"\x00"
    theirs.send(ENQ + damaged * 3)

    with pytest.raises(ConnectionLost):
        found.receive(1)
    assert sent(theirs) == ACK + NAK + NAK + EOT


@pytest.fixture
def simulator(tmp_path) -> Iterator[UcsSerialSimulator]:
    found = UcsSerialSimulator(
        tmp_path / "ledger.jsonl", tmp_path / "ttyUSB0", Mode("approve", 0.0)
    )
    yield found
    found.stop()


def perform(simulator, mode: str):
    simulator.switches.set_next(Mode(mode, 0.0))
    settings = UcsSettings("0001234567", pause=0.0, result_timeout=2.0, rest=0.3)
    connect = linked(lambda: SerialTransport.connect(simulator.where), Timing(2.0))
    terminal = UcsTerminal(connect, settings)
    order = Order("sale", 4990, "RUB")
    return terminal.perform(terminal.connect(), order, lambda step, text: None)


@pytest.mark.parametrize("mode", ["approve", "login_first", "hold", "duplicate"])
def test_a_sale_on_a_serial_line_is_approved_once(simulator, mode):
    outcome = perform(simulator, mode)

    assert outcome.state == "approved"
    assert "Сумма 49.90" in outcome.result.slip_customer
    assert simulator.ledger.charged() == 4990


@pytest.mark.parametrize("mode", ["cut_after", "silent", "wrong_amount"])
def test_a_missing_or_wrong_answer_on_a_serial_line_is_in_doubt(simulator, mode):
    with pytest.raises(InDoubt):
        perform(simulator, mode)


def test_a_box_pays_over_a_serial_line(simulator, tmp_path):
    quick = {"terminal_id": "01234567", "pause": 0.0, "rest": 0.3, "link_timeout": 1}
    device = serial_terminal("ucs_serial", simulator.where, **quick)
    with box_with(device, tmp_path / "box", "RUB") as till:
        paid = till.pay("line-1", currency="RUB")
        simulator.switches.set_next(Mode("decline", 0.0))
        declined = till.pay("line-2", currency="RUB")

    assert (paid["paid"], declined["code"]) == (True, "declined:05")
