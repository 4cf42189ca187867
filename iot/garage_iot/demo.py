"""``demo``: a box, both simulators and the virtual counter in one process."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

from .config import BoxConfig, DeviceConfig, read_secret
from .errors import ConfigError
from .http_host import HttpHost
from .service.box import Box
from .simulators import emulators
from .simulators.counter import VirtualCounter
from .simulators.listener import ListeningTerminal
from .simulators.printer import PrinterSimulator
from .simulators.switches import Mode

Simulator = TypeVar("Simulator")
TERMINAL, PRINTER = "terminal", "printer"


def add_demo_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments; they are documented in ``iot/README.md``."""
    parser.add_argument("--state", type=Path, required=True, help="folder for all data")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8169, help="box API; 0: any free")
    parser.add_argument("--counter-port", type=int, default=8170)
    parser.add_argument("--terminal-port", type=int, help="20007 if it is free")
    parser.add_argument("--printer-port", type=int, help="9100 if it is free")
    parser.add_argument("--box-id", default="demo-box")
    parser.add_argument("--secret-file", type=Path, help="made when it is missing")
    parser.add_argument(
        "--origin", action="append", default=[], help="page of the till"
    )
    parser.add_argument("--currency", default="EUR")
    parser.add_argument(
        "--protocol", choices=emulators.for_demo(), default="zvt", help="terminal's"
    )
    parser.add_argument("--mode", default="approve", help="what the terminal does")
    parser.add_argument("--delay", type=float, default=0.5, help="seconds")


def _on_port(
    open_on: Callable[[int | None], Simulator], wanted: int | None, usual: int | None
) -> Simulator:
    """Open a simulator on the wanted port, or on the usual one if it is free.

    :param usual: None when the simulator knows it.

    :raises OSError: the wanted port is taken.
    """
    if wanted is not None:
        return open_on(wanted)
    try:
        return open_on(usual)
    except OSError:
        return open_on(0)


class Demo:
    """Everything a counter needs, simulated; state survives in its folder."""

    def __init__(self, args: argparse.Namespace) -> None:
        if args.delay < 0:
            raise ConfigError("--delay must not be negative")
        origins = frozenset(origin.rstrip("/") for origin in args.origin)
        self.protocol = args.protocol
        self.terminal = self._terminal(args)
        self.printer = _on_port(
            lambda port: PrinterSimulator(port=port or 0), args.printer_port, 9100
        )
        secret_file = args.secret_file or args.state / "box.secret"
        self.box = Box(
            BoxConfig(
                box=args.box_id,
                secret=read_secret(secret_file, create=True),
                state=args.state,
                devices=self._devices(),
                host=args.host,
                port=args.port,
                origins=origins,
                currency=args.currency,
            )
        )

        self.counter = HttpHost(args.host, args.counter_port, self._counter(origins))

    def _counter(self, origins: frozenset[str]) -> VirtualCounter:
        def scan(code: str) -> None:
            self.box.scans.put("counter", code)

        modes = emulators.KINDS[self.protocol].modes
        return VirtualCounter(self.terminal, self.printer, origins, scan, modes)

    @staticmethod
    def _terminal(args: argparse.Namespace) -> ListeningTerminal:
        mode = Mode(args.mode, args.delay)

        def start(port: int | None) -> ListeningTerminal:
            wish = emulators.Wish(args.state, port=port, mode=mode)
            # what the demo may show is on the network (emulators.for_demo)
            return cast("ListeningTerminal", emulators.start(args.protocol, wish))

        return _on_port(start, args.terminal_port, None)

    def _devices(self) -> tuple[DeviceConfig, ...]:
        terminal = DeviceConfig(
            id=TERMINAL,
            kind="terminal",
            name="Card terminal (simulator)",
            driver=self.protocol,
            host="127.0.0.1",
            port=self.terminal.port,
            simulated=True,
            parameters=emulators.KINDS[self.protocol].on_a_box(self.terminal),
        )
        printer = DeviceConfig(
            id=PRINTER,
            kind="printer",
            name="Receipt printer (simulator)",
            driver="escpos",
            host="127.0.0.1",
            port=self.printer.port,
            simulated=True,
            parameters={"confirm_timeout": 3.0},
        )
        return (terminal, printer)

    def start(self) -> None:
        """Start everything."""
        self.counter.start()
        self.box.start()

    def stop(self) -> None:
        """Stop everything."""
        self.box.stop()
        self.counter.stop()
        self.terminal.stop()
        self.printer.stop()

    def describe(self) -> list[str]:
        """Return lines for the person who started it."""
        host = self.box.config.host
        return [
            f"box {self.box.config.box}: http://{host}:{self.box.host.port}",
            f"virtual counter (simulator): http://{host}:{self.counter.port}",
            f"simulated terminal: port {self.terminal.port}, "
            f"simulated printer: port {self.printer.port}",
        ]
