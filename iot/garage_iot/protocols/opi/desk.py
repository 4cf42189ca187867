"""The cashier's side of channel 1: what the terminal shows and prints, by request."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from .messages import (
    CASHIER,
    CUSTOMER,
    CUSTOMER_SLIP,
    MERCHANT_SLIP,
    UNAVAILABLE,
    DeviceRequest,
)

_SHOWN = frozenset({CASHIER, CUSTOMER, "CashierTerminal"})
_PRINTED = frozenset({MERCHANT_SLIP, CUSTOMER_SLIP})
_MOST_REQUESTS, _LONGEST_SLIP = 20, 20_000


@dataclass
class Papers:
    """Slips that came with one request of the till, and the terminal they are from."""

    merchant: str = ""
    customer: str = ""
    terminal_id: str = ""


@dataclass(frozen=True)
class Taken:
    """What became of a DeviceRequest: OutResult by target, and the words to show."""

    results: dict[str, str] = field(default_factory=dict)
    shown: str = ""


class Desk:
    """Takes DeviceRequests; keeps slips apart by RequestID, the newest twenty."""

    def __init__(self) -> None:
        self._papers: OrderedDict[str, Papers] = OrderedDict()

    def papers(self, request_id: str) -> Papers:
        """Return the slips of a request of the till; empty when none came."""
        return self._papers.get(request_id, Papers())

    def forget(self, request_id: str) -> None:
        """Forget slips of an earlier use of this number: it is given out anew."""
        self._papers.pop(request_id, None)

    def take(self, request: DeviceRequest) -> Taken:
        """Take a request. Input cannot be given: nobody sits at a keyboard here."""
        if request.kind != "Output":
            return Taken({o.target: UNAVAILABLE for o in request.outputs})
        results, shown = {}, []
        for output in request.outputs:
            if output.target in _PRINTED:
                self._keep(request, output.target, output.text)
            elif output.target not in _SHOWN:
                results[output.target] = UNAVAILABLE
            elif output.text and output.target != CUSTOMER:
                shown.append(" ".join(line.strip() for line in output.lines))
        return Taken(results, " ".join(shown))

    def _keep(self, request: DeviceRequest, target: str, text: str) -> None:
        papers = self._papers.setdefault(request.request_id, Papers())
        self._papers.move_to_end(request.request_id)
        papers.terminal_id = request.terminal_id or papers.terminal_id
        field_name = "merchant" if target == MERCHANT_SLIP else "customer"
        before = getattr(papers, field_name)
        joined = f"{before}\n{text}" if before else text
        setattr(papers, field_name, joined[:_LONGEST_SLIP])
        while len(self._papers) > _MOST_REQUESTS:
            self._papers.popitem(last=False)
