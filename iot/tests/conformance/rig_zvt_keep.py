"""ZVT over TCP from a terminal of the other reading: it keeps payments (chapter 4)."""

from __future__ import annotations

from conformance import rig_zvt

from garage_iot.simulators.switches import Mode
from garage_iot.simulators.terminal import TerminalSimulator
from garage_iot.simulators.zvt_traits import Traits


class RIG(rig_zvt.RIG):
    """Tag 1F1F, message numbers, two-byte card types, print lines with a type."""

    parameters = {**rig_zvt.RIG.parameters, "recovery": "keep", "message_ids": True}
    lacks = {"deaths": "The box dies as in rig_zvt; only the terminal differs."}
    traits = Traits(
        keep=True, message_ids=True, wide_card_type=True, lines=True, suffix=True
    )

    def start(self, port: int = 0) -> None:
        ledger = self.folder / "ledger.jsonl"
        mode = Mode(delay=0.0)
        self.emulator = TerminalSimulator(
            ledger, port=port, mode=mode, traits=self.traits
        )
