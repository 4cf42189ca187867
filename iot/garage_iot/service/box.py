"""Puts a box together from its configuration."""

from __future__ import annotations

from ssl import SSLContext
from typing import Any

from .. import __version__
from ..config import BoxConfig, DeviceConfig
from ..devices.base import TerminalDriver
from ..devices.escpos_printer import EscposPrinter
from ..devices.registry import drivers
from ..errors import ApiError
from ..http_host import HttpHost, tls_context
from .api import Api, Call, Route, route
from .api_devices import DeviceCalls
from .api_payments import PaymentCalls
from .api_printing import PrintingCalls
from .attempts import AttemptStore
from .device_book import DeviceBook
from .doctor import Doctor, Server
from .housekeeping import Housekeeper
from .hw_proxy import PREFIX, HwProxy
from .journal import Journal
from .payments import PaymentEngine
from .peripherals import Peripherals
from .print_jobs import PrintJobStore
from .print_queue import PrintQueue
from .scans import ScanHub
from .steps import Steps
from .terminal_line import Limits, Pace, TerminalLine
from .terminal_memory import TerminalMemory
from .terminal_service import TerminalService
from .wsgi import wsgi_app


def build_terminal(device: DeviceConfig, currency: str) -> TerminalDriver:
    """Return the driver of a configured terminal."""
    driver: TerminalDriver = device.spec.build(device.setup(currency))
    return driver


def build_printer(device: DeviceConfig, currency: str) -> EscposPrinter:
    """Return the driver of a configured printer."""
    driver: EscposPrinter = device.spec.build(device.setup(currency))
    return driver


def _tls(config: BoxConfig) -> SSLContext | None:
    if config.certificate is None or config.key is None:
        return None
    return tls_context(config.certificate, config.key)


def _drivers(call: Call) -> list[dict[str, Any]]:
    return [spec.as_dict() for spec in drivers()]


class BoxCore:
    """A running box: journal, engine, queues, API; whoever hosts it has the port."""

    def __init__(self, config: BoxConfig) -> None:
        self.config = config
        self.scans = ScanHub()
        self.journal = Journal(config.state / "journal.sqlite")
        self._store, self._steps = AttemptStore(self.journal), Steps(self.journal)
        self._memory = TerminalMemory(self.journal)
        self._book = DeviceBook(config)
        self.devices = self._book.merged()
        self.lines = {
            device.id: self._line(device)
            for device in self.devices.values()
            if device.kind == "terminal"
        }
        self.engine = PaymentEngine(
            self.journal,
            self._store,
            self.lines,
            self._steps,
            config.currency,
            config.max_amount,
        )
        self.queues = {
            device.id: self._queue(device)
            for device in self.devices.values()
            if device.kind == "printer"
        }
        self.peripherals = self._peripherals()
        self._service = TerminalService(
            self.lines, self._store, self._memory, config.currency
        )
        self.housekeeper = Housekeeper(
            self.journal,
            config.state / "copies",
            config.keep_days,
            config.keep_slips_days,
        )
        self.doctor = Doctor(
            config.box,
            config.state,
            Server(config.server),
            self.lines,
            self.queues,
            self.devices,
        )
        self.proxy = HwProxy(self.queues, PrintJobStore(self.journal), self.scans)
        self.api = self._api()

    def _api(self) -> Api:
        config = self.config
        return Api(
            config.box,
            config.secret,
            config.origins,
            config.hosts,
            self._routes(),
            {PREFIX: self.proxy.handle} if config.hw_proxy else {},
        )

    def _peripherals(self) -> Peripherals:
        found = Peripherals(self.config.currency, self.scans)
        for device in self.devices.values():
            found.add(device)
        return found

    def busy(self, identifier: str) -> str | None:
        """Return the key of a payment at this device that is not decided, or None."""
        attempt = self._store.open_on(identifier)
        return attempt.key if attempt is not None else None

    def replace(
        self, identifier: str, device: DeviceConfig | None, moved: bool
    ) -> None:
        """Take a device out of service and put its successor in.

        While the old one stops, the box does not know the device: no payment starts.

        :param moved: other hardware may stand behind the id: what is known of the
            terminal's last transaction is forgotten.
        :raises ApiError: a payment has started meanwhile.
        """
        with self.journal.transaction():
            key = self.busy(identifier)
            if key is not None:
                words = "A payment on this device has just started. Wait for it."
                raise ApiError(409, "device_busy", words, key=key)
            old_line = self.lines.pop(identifier, None)
        old = (
            old_line
            or self.queues.pop(identifier, None)
            or self.peripherals.pop(identifier)
        )
        self.devices.pop(identifier, None)
        if old is not None:
            old.stop()
        if moved:
            self._memory.forget(identifier)
        if device is not None:
            self._put_in_service(device)

    def _put_in_service(self, device: DeviceConfig) -> None:
        self.devices[device.id] = device
        if device.kind == "terminal":
            line = self.lines[device.id] = self._line(device)
            line.start()
        elif device.kind == "printer":
            queue = self.queues[device.id] = self._queue(device)
            queue.start()
        elif owner := self.peripherals.add(device):
            owner.start()

    def _line(self, device: DeviceConfig) -> TerminalLine:
        setup = device.setup(self.config.currency)
        pace = Pace(
            first_query=setup.number("first_query"),
            longest_query=setup.number("longest_query"),
            ping=setup.number("ping"),
        )
        limits = Limits(setup.values["max_amount"], setup.flag("free_refunds"))
        driver = build_terminal(device, self.config.currency)
        return TerminalLine(
            device.id, driver, self._store, self._memory, self._steps, pace, limits
        )

    def _queue(self, device: DeviceConfig) -> PrintQueue:
        setup = device.setup(self.config.currency)
        return PrintQueue(
            device.id,
            build_printer(device, self.config.currency),
            self.journal,
            retry=setup.number("retry"),
            keep_minutes=setup.number("keep_minutes"),
        )

    def _routes(self) -> list[Route]:
        payments = PaymentCalls(self.engine, self._service)
        printing = PrintingCalls(self.queues, PrintJobStore(self.journal))
        return [
            route("GET", "devices", None, self._devices),
            route("GET", "drivers", None, _drivers),
            *DeviceCalls(self, self._book, self.journal, self._describe).routes(),
            *payments.routes(),
            *printing.routes(),
            *self.scans.routes(),
            *self.doctor.routes(),
            *self.peripherals.routes(),
        ]

    def _devices(self, call: Call) -> list[dict[str, Any]]:
        return [self._describe(device) for device in list(self.devices.values())]

    def _describe(self, device: DeviceConfig) -> dict[str, Any]:
        owner = (
            self.lines.get(device.id)
            or self.queues.get(device.id)
            or self.peripherals.owner(device.id)
        )
        if owner is None:
            words = "This device is being set up just now. Ask again in a moment."
            raise ApiError(409, "device_busy", words)
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
        """Recover what a crash left open, then take work."""
        self.engine.start_up()
        for queue in self.queues.values():
            queue.start()
        self.doctor.server.start()
        self.housekeeper.start()
        self.peripherals.start()

    def stop(self) -> None:
        """Stop in an orderly way."""
        self.doctor.server.stop()
        self.housekeeper.stop()
        self.engine.stop()
        for queue in self.queues.values():
            queue.stop()
        self.peripherals.stop()
        self.journal.close()


class Box(BoxCore):
    """A box that listens on a port of its own."""

    def __init__(self, config: BoxConfig) -> None:
        super().__init__(config)
        tls = _tls(config)
        self.host = HttpHost(config.host, config.port, wsgi_app(self.api), tls)

    def start(self) -> None:
        """Recover what a crash left open, then answer requests."""
        super().start()
        self.host.start()

    def stop(self) -> None:
        """Stop answering, then stop in an orderly way."""
        self.host.stop()
        super().stop()
