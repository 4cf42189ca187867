"""Settings of a ZVT terminal, on the network or on a serial line."""

from __future__ import annotations

from dataclasses import dataclass

from ..protocols.zvt import charsets, commands, const
from .spec import DeviceSetup, Parameter, seconds
from .zvt_verdict import Tolerance

ASK, REVERSAL, KEEP = "ask", "reversal", "keep"


@dataclass(frozen=True)
class ZvtSettings:
    """Settings of one terminal; times in seconds.

    ``recovery``: what the terminal does with a payment whose result nobody
    acknowledged. PA00P015 documents two behaviours: 2.2.8, it reverses by itself once
    the card is out (``reversal``), and chapter 4, it keeps the payment and compares
    tag 1F1F with the next command (``keep``). ``ask`` fits both: look twice.
    ``confirm_delay``: how long a recovered result is watched, see there.
    ``answer_timeout``: T3 of PA00P016; ``result_timeout``: T4.
    ``terminal_prints``: slips come out of the terminal, not of the till's printer.
    ``menu_locked``: the terminal's own menu is closed (config bit 20).
    ``upkeep``: run what the terminal asks for, diagnosis, initialisation, clock.
    """

    password: str = "000000"
    currency: str = "EUR"
    charset: str = charsets.AUTO
    recovery: str = ASK
    message_ids: bool = False
    terminal_prints: bool = False
    menu_locked: bool = False
    upkeep: bool = True
    answer_timeout: float = 5.0
    result_timeout: float = 180.0
    confirm_delay: float = 10.0
    tolerance: Tolerance = Tolerance()

    @property
    def offer(self) -> commands.Offer:
        """Return what the registration offers."""
        config = const.CONFIG_BYTE
        if self.terminal_prints:
            config &= ~(const.PRINTS_PAYMENTS | const.PRINTS_ADMINISTRATION)
        if self.menu_locked:
            config |= const.CONTROLS_ADMINISTRATION
        wanted = "utf-8" if self.charset == charsets.AUTO else self.charset
        return commands.Offer(
            config, charsets.number_of(wanted), message_ids=self.message_ids
        )

    def charset_in_force(self, echoed: str | None) -> str:
        """Return the charset of texts, given what the terminal echoed (tag 14)."""
        if self.charset != charsets.AUTO:
            return self.charset
        return echoed or charsets.DEFAULT


def from_setup(setup: DeviceSetup) -> ZvtSettings:
    """Return the settings of a configured device."""
    return ZvtSettings(
        password=setup.text("password"),
        currency=setup.currency,
        charset=setup.text("charset"),
        recovery=setup.text("recovery"),
        message_ids=setup.flag("message_ids"),
        terminal_prints=setup.flag("terminal_prints"),
        menu_locked=setup.flag("menu_locked"),
        upkeep=setup.flag("upkeep"),
        answer_timeout=setup.number("answer_timeout"),
        result_timeout=setup.number("result_timeout"),
        confirm_delay=setup.number("confirm_delay"),
    )


DOUBTS = "The box asks the terminal for its last transaction and compares it."

PARAMETERS = (
    Parameter(
        "password", "Password", "secret", "000000", pattern=r"\d{6}",
        help="Six digits, as set in the terminal.",
    ),
    Parameter(
        "recovery", "Payment without an answer", "choice", ASK,
        choices=(ASK, REVERSAL, KEEP),
        help="What the terminal does when the line broke: reversal, keep, or ask when"
        " its maker does not say.",
    ),
    Parameter(
        "charset", "Character set", "choice", charsets.AUTO, advanced=True,
        choices=charsets.CHOICES,
        help="auto follows the terminal; choose another one if slips show wrong"
        " letters.",
    ),
    Parameter(
        "terminal_prints", "Terminal prints slips", "boolean", False, advanced=True,
        help="Yes if slips come out of the terminal and not of the till's printer.",
    ),
    Parameter(
        "menu_locked", "Lock the terminal's menu", "boolean", False, advanced=True,
        help="Yes if nobody may start anything at the terminal itself.",
    ),
    Parameter(
        "upkeep", "Look after the terminal", "boolean", True, advanced=True,
        help="Run diagnosis, initialisation and clock setting when the terminal asks.",
    ),
    Parameter(
        "message_ids", "Number the messages", "boolean", False, advanced=True,
        help="Offer message numbers (tag 1F73) to the terminal.",
    ),
    seconds(
        "answer_timeout", "Answer time", 5.0,
        "Seconds in which the terminal must answer a command.",
    ),
    seconds(
        "result_timeout", "Result time", 180.0,
        "Seconds of silence after which a payment is in doubt.",
    ),
    seconds(
        "confirm_delay", "Watching time", 10.0,
        "Seconds for which a recovered result is watched before it counts.",
    ),
)  # fmt: skip
