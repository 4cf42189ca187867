"""Puts a box together from its configuration."""

from __future__ import annotations

from functools import partial
from typing import Any

from .. import __version__
from ..config import BoxConfig, DeviceConfig
from ..devices.base import TerminalDriver
from ..devices.escpos_printer import EscposPrinter, EscposSettings
from ..devices.zvt_terminal import ZvtSettings, ZvtTerminal
from ..protocols.escpos.render import Paper
from ..transports.tcp import TcpTransport
from .api import Api, Call, Route, route
from .api_payments import PaymentCalls
from .api_printing import PrintingCalls
from .attempts import AttemptStore
from .daemon import HttpHost, wsgi_app
from .journal import Journal
from .payments import PaymentEngine
from .print_jobs import PrintJobStore
from .print_queue import PrintQueue
from .scans import ScanHub
from .steps import Steps
from .terminal_line import Pace, TerminalLine
from .terminal_memory import TerminalMemory
from .terminal_service import TerminalService


def build_terminal(device: DeviceConfig, currency: str) -> TerminalDriver:
    """Return the driver of a configured terminal."""
    connect = partial(
        TcpTransport.connect, device.host, device.port, device.number("connect", 3.0)
    )
    defaults = ZvtSettings()
    settings = ZvtSettings(
        password=device.text("password", defaults.password),
        currency=currency,
        charset=device.text("charset", defaults.charset),
        answer_timeout=device.number("answer_timeout", defaults.answer_timeout),
        result_timeout=device.number("result_timeout", defaults.result_timeout),
        confirm_delay=device.number("confirm_delay", defaults.confirm_delay),
    )
    return ZvtTerminal(connect, settings)


def build_printer(device: DeviceConfig) -> EscposPrinter:
    """Return the driver of a configured printer."""
    connect = partial(
        TcpTransport.connect, device.host, device.port, device.number("connect", 3.0)
    )
    paper, defaults = Paper(), EscposSettings()
    settings = EscposSettings(
        confirms=bool(device.parameters.get("confirms", True)),
        confirm_timeout=device.number("confirm_timeout", defaults.confirm_timeout),
        hold=device.number("hold", defaults.hold),
        paper=Paper(
            profile=device.text("profile", paper.profile),
            columns=int(device.number("columns", paper.columns)),
            dots=int(device.number("dots", paper.dots)),
            native_qr=bool(device.parameters.get("native_qr", True)),
        ),
    )
    return EscposPrinter(connect, settings)


class Box:
    """A running box: journal, engine, queues, HTTP."""

    def __init__(self, config: BoxConfig) -> None:
        self.config = config
        self.scans = ScanHub()
        self.journal = Journal(config.state / "journal.sqlite")
        store, steps = AttemptStore(self.journal), Steps(self.journal)
        memory = TerminalMemory(self.journal)
        self.lines = {
            device.id: self._line(device, store, memory, steps)
            for device in config.devices
            if device.kind == "terminal"
        }
        self.engine = PaymentEngine(
            self.journal, store, self.lines, steps, config.currency, config.max_amount
        )
        self.queues = {
            device.id: self._queue(device)
            for device in config.devices
            if device.kind == "printer"
        }
        self._service = TerminalService(self.lines, store, memory, config.currency)
        self.api = Api(
            config.box, config.secret, config.origins, config.hosts, self._routes()
        )
        self.host = HttpHost(config.host, config.port, wsgi_app(self.api))

    def _line(
        self,
        device: DeviceConfig,
        store: AttemptStore,
        memory: TerminalMemory,
        steps: Steps,
    ) -> TerminalLine:
        pace = Pace(
            first_query=device.number("first_query", Pace.first_query),
            longest_query=device.number("longest_query", Pace.longest_query),
            ping=device.number("ping", Pace.ping),
        )
        driver = build_terminal(device, self.config.currency)
        return TerminalLine(device.id, driver, store, memory, steps, pace)

    def _queue(self, device: DeviceConfig) -> PrintQueue:
        return PrintQueue(
            device.id,
            build_printer(device),
            self.journal,
            retry=device.number("retry", 1.0),
            keep_minutes=device.number("keep_minutes", 60.0),
        )

    def _routes(self) -> list[Route]:
        payments = PaymentCalls(self.engine, self._service)
        printing = PrintingCalls(self.queues, PrintJobStore(self.journal))
        return [
            route("GET", "devices", None, self._devices),
            *payments.routes(),
            *printing.routes(),
            *self.scans.routes(),
        ]

    def _devices(self, call: Call) -> list[dict[str, Any]]:
        return [self._describe(device) for device in self.config.devices]

    def _describe(self, device: DeviceConfig) -> dict[str, Any]:
        owner = self.lines.get(device.id) or self.queues[device.id]
        return {
            "id": device.id,
            "kind": device.kind,
            "name": device.name,
            "driver": device.driver,
            **owner.state.as_dict(),
            "version": __version__,
            "capabilities": sorted(owner.driver.capabilities),
            "simulated": device.simulated,
        }

    def start(self) -> None:
        """Recover what a crash left open, then answer requests."""
        self.engine.start_up()
        for queue in self.queues.values():
            queue.start()
        self.host.start()

    def stop(self) -> None:
        """Stop in an orderly way."""
        self.host.stop()
        self.engine.stop()
        for queue in self.queues.values():
            queue.stop()
        self.journal.close()
