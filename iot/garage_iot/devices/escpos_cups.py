"""ESC/POS printer behind a raw queue of CUPS, spoken to by IPP.

No pycups: it has no wheels and would put a compiler on every box. CUPS tells whether
the printer has a problem and that it handed the job on; whether paper came out only the
printer could say, so a job ends as ``cannot_confirm``.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable

from ..errors import ConnectionLost, Unreachable
from ..framing import ipp
from ..framing.ipp import Attribute, IppAnswer
from ..protocols.escpos import render
from ..protocols.escpos.paper import Paper
from ..protocols.escpos.status import PrinterStatus
from ..transports.ipp import IppLink
from .escpos_printer import NotReady, Unconfirmed
from .escpos_settings import DOUBTS, PAPER, paper
from .spec import DeviceSetup, DriverSpec, Parameter, seconds

_STOPPED = 5  # printer-state (RFC 8011 5.4.11)
_COMPLETED, _GIVEN_UP = 9, (7, 8)  # job-state (RFC 8011 5.3.7): canceled, aborted
_PAUSE = 0.25
# printer-state-reasons (RFC 8011 5.4.12), without their suffix -error, -warning, ...
_REASONS = {
    "media-empty": "paper_out", "media-needed": "paper_out",
    "cover-open": "cover_open", "door-open": "cover_open",
    "offline": "offline", "connecting-to-device": "offline", "paused": "offline",
    "timed-out": "offline", "shutdown": "offline",
}  # fmt: skip


class CupsPrinter:
    """Driver of one raw queue. One thread at a time."""

    capabilities = frozenset({"cut", "drawer", "image", "qr", "status"})

    def __init__(self, link: IppLink, queue: str, page: Paper, patience: float) -> None:
        self._link = link
        self._path = f"/printers/{queue}"
        self._uri = f"ipp://localhost/printers/{queue}"
        self._paper = page
        self._patience = patience
        self._numbers = itertools.count(1)

    def render(self, kind: str, data: dict[str, object]) -> bytes:
        """Return the bytes of a job; raises ``BadDocument``."""
        return render.render(kind, data, self._paper)

    def status(self) -> PrinterStatus:
        """Ask CUPS how the printer is.

        :raises NotReady: CUPS does not answer or has no such queue.
        """
        try:
            answer = self._ask(ipp.GET_PRINTER_ATTRIBUTES, [])
        except Unreachable as error:
            raise NotReady("unreachable") from error
        except ConnectionLost as error:
            raise NotReady("no_answer") from error
        if answer.status >= 0x0100:
            raise NotReady("unreachable")
        return _status(answer)

    def print(
        self, data: bytes, sending: Callable[[], None], waiting: Callable[[str], None]
    ) -> None:
        """Hand a job to CUPS and follow it until CUPS has passed it on.

        :raises NotReady: nothing was sent.
        :raises Unconfirmed: always in the end: CUPS cannot know what is on the paper.
        """
        found = self.status()
        if not found.can_print:
            raise NotReady(found.code or "offline")
        sending()
        try:
            number = self._submit(data)
            self._follow(number, waiting)
        except (ConnectionLost, Unreachable) as error:
            raise Unconfirmed from error
        raise Unconfirmed("cannot_confirm")

    def open_drawer(self) -> None:
        """Send the drawer pulse as a job of its own.

        :raises NotReady: the printer cannot be reached.
        """
        found = self.status()
        if not found.can_print:
            raise NotReady(found.code or "offline")
        try:
            self._submit(render.pulse())
        except (ConnectionLost, Unreachable, Unconfirmed) as error:
            raise NotReady("no_answer") from error

    def _submit(self, data: bytes) -> int:
        attributes = [
            Attribute(ipp.NAME, "requesting-user-name", "garage-iot"),
            Attribute(ipp.NAME, "job-name", "garage"),
            Attribute(ipp.MIME, "document-format", "application/vnd.cups-raw"),
        ]
        answer = self._ask(ipp.PRINT_JOB, attributes, data)
        number = answer.number("job-id")
        if answer.status >= 0x0100 or not number:
            raise Unconfirmed
        return number

    def _follow(self, number: int, waiting: Callable[[str], None]) -> None:
        deadline, told = time.monotonic() + self._patience, None
        job = [Attribute(ipp.INTEGER, "job-id", number)]
        while time.monotonic() < deadline:
            state = self._ask(ipp.GET_JOB_ATTRIBUTES, job).number("job-state")
            if state == _COMPLETED:
                return
            if state in _GIVEN_UP:
                raise Unconfirmed
            code = _status(self._ask(ipp.GET_PRINTER_ATTRIBUTES, [])).code
            if code not in (None, "paper_near_end", told):
                waiting(code or "")
                told = code
            time.sleep(_PAUSE)
        raise Unconfirmed

    def _ask(
        self, operation: int, attributes: list[Attribute], document: bytes = b""
    ) -> IppAnswer:
        target = Attribute(ipp.URI, "printer-uri", self._uri)
        number = next(self._numbers)
        message = ipp.encode(operation, number, [target, *attributes])
        try:
            return ipp.decode(self._link.call(self._path, message + document))
        except ipp.BadIpp as error:
            words = "The print server does not speak IPP"
            raise ConnectionLost("protocol_error", words) from error


def _status(answer: IppAnswer) -> PrinterStatus:
    reasons = [_plain(word) for word in answer.words("printer-state-reasons")]
    code = next((_REASONS[word] for word in reasons if word in _REASONS), None)
    if code is None and answer.number("printer-state") == _STOPPED:
        code = "offline"
    if code is None and "media-low" in reasons:
        code = "paper_near_end"
    papers = {"paper_out": "out", "paper_near_end": "near_end"}
    return PrinterStatus(
        online=code not in ("offline", "paper_out", "cover_open"),
        paper=papers.get(code or "", "ok"),
        cover_open=code == "cover_open",
        drawer_open=False,
        code=code,
    )


def _plain(reason: str) -> str:
    for suffix in ("-error", "-warning", "-report"):
        reason = reason.removesuffix(suffix)
    return reason


def _build(setup: DeviceSetup) -> CupsPrinter:
    link = IppLink(setup.host, setup.port, setup.number("connect"))
    return CupsPrinter(
        link, setup.text("queue"), paper(setup), setup.number("patience")
    )


SPEC = DriverSpec(
    name="escpos_cups",
    kind="printer",
    label="ESC/POS behind a raw queue of CUPS",
    link="http",
    default_port=631,
    parameters=(
        Parameter(
            "queue", "Queue", "text", required=True,
            help="Name of the raw queue in CUPS.", pattern="[A-Za-z0-9_.-]{1,127}",
        ),
        seconds(
            "patience", "Waiting time", 120.0,
            "Seconds until CUPS must have passed a job on.",
        ),
        *PAPER,
    ),
    capabilities=CupsPrinter.capabilities,
    doubts=f"CUPS cannot confirm what is on the paper. {DOUBTS}",
    build=_build,
)  # fmt: skip
