"""Concert V2 on a pseudo terminal."""

from __future__ import annotations

from typing import Any

from conformance.rig import Rig

from garage_iot.simulators.concert import ConcertSimulator
from garage_iot.simulators.switches import Mode

_ONE_RESULT = ("declined", "declined:7")


class RIG(Rig):
    """The simulated Concert terminal."""

    driver = "concert"
    parameters = {"answer_timeout": 1, "retry_pause": 0.05, "result_timeout": 2.5}
    lacks = {
        "refuse_abort": "The till cannot ask to stop.",
        "cut_completion": "Nothing but an EOT follows the answer.",
        "open_batch": "The terminal tells no need of care apart from result 7.",
        "slips": "The terminal prints its tickets itself.",
    }
    said = {
        **Rig.said,
        "decline": _ONE_RESULT,
        "customer_cancel": _ONE_RESULT,
        "card_timeout": _ONE_RESULT,
        "cashier": _ONE_RESULT,
    }

    def start(self, port: int = 0) -> None:
        ledger, link = self.folder / "ledger.jsonl", self.folder / "ttyTERMINAL"
        self.emulator = ConcertSimulator(ledger, link, Mode(delay=0.0))

    def address(self) -> dict[str, Any]:
        return {"path": self.emulator.where}
