"""A payment through the box beside the bare dialogue with the same terminal.

The other side is the least that anybody can do: connect, send the sale, acknowledge
what comes, and flush one small record to the disk. The box must also be told by the
till, keep every state on disk and tell the till the end. Both take turns; of
three series the lowest median of the pairs counts, so that busy moments do not.
"""

import os
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack

from garage_iot.framing.zvt import Apdu, Decoder, encode
from garage_iot.protocols.zvt import commands, const
from load.box import Context
from load.box_desk import Desk, Till
from load.box_events import lose_no_event
from load.measure import Ratio, Report, Sample, interleave, median_ms, median_ratio

# Three commits and three calls in Python beside one flush and no call, with a customer
# who takes no time at all. What a till feels are the milliseconds below.
LIMIT = 2
SERIES, ROUNDS = 3, 100
_ANSWERS = (0x80, const.NEGATIVE_CLASS)


def run(context: Context) -> Report:
    """Measure both in turn, then let two tills and three tabs share a box."""
    report = Report("box_roundtrip")
    with ExitStack() as stack:
        desk = Desk(context.folder, stack)
        payment, bare = Payment(desk), Bare(desk)
        rounds = max(50, context.count(ROUNDS))
        series = [
            interleave(_once(payment.pay), _once(bare.pay), rounds)
            for _series in range(SERIES)
        ]
        charged = desk.charged()
    if set(charged) != {4990}:
        raise AssertionError(f"charges of {set(charged)} minor units")
    # What the box adds, beside what the terminal and the disk take anyhow.
    added = [median_ratio(pairs) - 1 for pairs in series]
    report.ratios["overhead_to_bare_dialogue"] = Ratio(min(added), LIMIT)
    report.figures["overhead_of_each_series"] = [round(one, 2) for one in added]
    pairs = [pair for one in series for pair in one]
    quickest = [min(one.seconds for one in side) for side in zip(*pairs, strict=True)]
    report.figures["quickest_ms"] = [round(one * 1000, 1) for one in quickest]
    report.figures["payment_ms"] = median_ms([pair[0] for pair in pairs])
    report.figures["bare_dialogue_ms"] = median_ms([pair[1] for pair in pairs])
    lose_no_event(report, context)
    return report


def _once(pay: Callable[[], Sample | None]) -> Callable[[], Sample]:
    """None: the terminal was not yet done with the payment before; it goes again."""

    def sample() -> Sample:
        while (found := pay()) is None:
            time.sleep(0.01)
        return found

    return sample


class Payment:
    """Payments through the box."""

    def __init__(self, desk: Desk):
        self._till = Till(desk.port)
        self._number = 0

    def pay(self) -> Sample | None:
        """From the start of a payment to the till's knowing of its end."""
        self._number += 1
        start = time.perf_counter()
        end = self._till.follow(self._till.start(f"line-{self._number}"))
        seconds = time.perf_counter() - start
        if end["code"] == "terminal_busy":
            return None
        if end["state"] != "approved":
            raise AssertionError(end)
        return Sample(seconds)


class Bare:
    """The dialogue with the terminal and nothing else."""

    def __init__(self, desk: Desk):
        self._port = desk.terminal_ports[0]
        self._record = (desk.folder / "record").open("wb", buffering=0)

    def pay(self) -> Sample | None:
        """Connect, pay, write one record."""
        start = time.perf_counter()
        with socket.create_connection(("127.0.0.1", self._port)) as line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if not _dialogue(line, commands.authorisation(4990, "EUR")):
                return None
        self._record.write(b"approved\n".ljust(512))
        os.fsync(self._record.fileno())
        return Sample(time.perf_counter() - start)


def _dialogue(line: socket.socket, command: Apdu) -> bool:
    """Send a command and acknowledge all up to its completion; False: it is busy."""
    decoder = Decoder()
    line.settimeout(10)
    line.sendall(encode(command))
    while True:
        for apdu in decoder.feed(line.recv(65536)):
            if apdu.control >> 8 not in _ANSWERS:
                line.sendall(encode(commands.positive()))
            if apdu.control >> 8 == const.NEGATIVE_CLASS:
                return False
            if apdu.control == const.COMPLETION:
                return True
