"""An approval that was cut off, or lost bytes on its way, is never told as a refusal.

The whole driver reads it, from a line that brings exactly these bytes and then breaks.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_caisse_ap_messages import PAID, message
from test_inpas_messages import EXAMPLE as INPAS_SALE
from test_ucs_messages import TERMINAL, result
from test_zvt_vectors import RECORDED

from garage_iot.devices.base import InDoubt, Order
from garage_iot.devices.caisse_ap_terminal import CaisseApSettings, CaisseApTerminal
from garage_iot.devices.inpas_terminal import InpasSettings, InpasTerminal
from garage_iot.devices.ucs_terminal import UcsSettings, UcsTerminal
from garage_iot.devices.zvt_session import ZvtSession
from garage_iot.devices.zvt_settings import ZvtSettings
from garage_iot.devices.zvt_terminal import ZvtTerminal
from garage_iot.errors import ConnectionLost
from garage_iot.framing import inpas, ucs
from garage_iot.framing.ucs import Message
from garage_iot.protocols.inpas import const, fields
from garage_iot.protocols.ucs import const as ucs_const


class Recording:
    """A line that brings some bytes and then breaks."""

    def __init__(self, stream: bytes) -> None:
        self._stream = stream

    def send(self, data: bytes) -> None:
        """Take whatever the till says."""

    def receive(self, timeout: float) -> bytes:
        """Return everything at once, then break."""
        if not self._stream:
            raise ConnectionLost("cut", "The line was cut")
        found, self._stream = self._stream, b""
        return found

    def wake(self) -> None:
        """Nobody waits."""

    def close(self) -> None:
        """Nothing is held."""


def zvt(line: Recording):
    settings = ZvtSettings()
    order = Order("sale", 4990, "EUR", number=42)
    terminal = ZvtTerminal(lambda: line, settings)
    return terminal.perform(ZvtSession(line, settings), order, lambda step, text: None)


def caisse_ap(line: Recording):
    order = Order("sale", 4990, "EUR", number=42)
    terminal = CaisseApTerminal(lambda: line, CaisseApSettings(till="03"))
    return terminal.perform(terminal.connect(), order, lambda step, text: None)


def ucs_sale(line: Recording):
    settings = UcsSettings(TERMINAL, pause=0.0)
    terminal = UcsTerminal(lambda: line, settings)
    order = Order("sale", 4990, "RUB", number=42)
    return terminal.perform(terminal.connect(), order, lambda step, text: None)


def inpas_sale(line: Recording):
    terminal = InpasTerminal(lambda: line, InpasSettings("10203040"))
    order = Order("sale", 4990, "RUB", number=7)
    return terminal.perform(terminal.connect(), order, lambda step, text: None)


SLIP = [
    Message(ucs_const.SLIP_LINE, TERMINAL, b"0OPLATA 49.90 RRN 632600000045"),
    Message(ucs_const.SLIP_LINE, TERMINAL, b"1" + "ОДОБРЕНО".encode("cp1251")),
]
ANSWER = {const.STATUS: "1", const.ERN: "7", const.AMOUNT: "4990", const.RRN: "6"}
DRIVERS = {
    "zvt": (zvt, RECORDED),
    "caisse_ap": (caisse_ap, message(PAID)),
    "ucs": (
        ucs_sale,
        b"".join(
            ucs.encode(each)
            for each in (Message(ucs_const.ACCEPTED, TERMINAL), result(), *SLIP)
        ),
    ),
    "inpas": (
        inpas_sale,
        b"\x06" + inpas.encode(b"wait.") + inpas.encode(fields.encode(ANSWER)),
    ),
}


def ended(driver: str, stream: bytes) -> str:
    """Return the state of the order, ``in doubt`` when it has none."""
    perform = DRIVERS[driver][0]
    try:
        return str(perform(Recording(stream)).state)
    except InDoubt:
        return "in doubt"


@pytest.mark.parametrize("driver", DRIVERS)
def test_the_whole_recording_is_an_approval(driver):
    assert ended(driver, DRIVERS[driver][1]) == "approved"


@pytest.mark.parametrize("driver", DRIVERS)
def test_an_approval_cut_off_anywhere_is_never_a_refusal(driver):
    stream = DRIVERS[driver][1]

    states = {ended(driver, stream[:end]) for end in range(len(stream))}

    assert states <= {"approved", "in doubt"}


@pytest.mark.parametrize("driver", DRIVERS)
@given(data=st.data())
def test_an_approval_that_lost_bytes_is_never_a_refusal(driver, data):
    stream = DRIVERS[driver][1]
    start = data.draw(st.integers(0, len(stream) - 1))
    lost = data.draw(st.integers(1, 12))

    left = stream[:start] + stream[start + lost :]

    assert ended(driver, left) in ("approved", "in doubt")


@pytest.mark.parametrize("driver", DRIVERS)
@given(noise=st.binary(max_size=60), data=st.data())
def test_noise_for_an_end_is_never_a_refusal(driver, noise, data):
    stream = DRIVERS[driver][1]
    end = data.draw(st.integers(len(stream) // 2, len(stream)))

    assert ended(driver, stream[:end] + noise) in ("approved", "in doubt")


def test_the_request_of_another_till_is_no_answer():
    assert ended("inpas", b"\x06" + INPAS_SALE) == "in doubt"
