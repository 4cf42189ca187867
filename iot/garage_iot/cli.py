"""Commands of ``python -m garage_iot``."""

from __future__ import annotations

import argparse
import json
import logging
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import certificate, config, doctor_client
from .demo import Demo, add_demo_arguments
from .devices.registry import drivers
from .errors import BoxError
from .service.box import Box
from .simulators import emulators
from .simulators.printer import PrinterSimulator
from .simulators.switches import Mode


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _wait_for_signal() -> None:
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    stop.wait()


def _box(args: argparse.Namespace) -> int:
    box = Box(config.load(args.config))
    box.start()
    _say(f"box {box.config.box} listens on {box.config.host}:{box.host.port}")
    _wait_for_signal()
    box.stop()
    return 0


def _drivers(args: argparse.Namespace) -> int:
    found = [spec.as_dict() for spec in drivers()]
    if args.json:
        _say(json.dumps(found, indent=2, ensure_ascii=False))
        return 0
    for spec in found:
        _say(f"{spec['name']} ({spec['kind']}, {spec['link']}): {spec['label']}")
        _say(f"  can: {', '.join(spec['capabilities']) or 'take payments only'}")
        _say(f"  in doubt: {spec['doubts']}")
        for parameter in spec["parameters"]:
            _say(f"  {_describe(parameter)}")
    return 0


def _certificate(args: argparse.Namespace) -> int:
    paths = args.folder / "box.crt", args.folder / "box.key"
    fingerprint = certificate.make(args.name, args.days, *paths)
    _say(f"certificate: {paths[0]}\nkey: {paths[1]}")
    _say(f"SHA-256 fingerprint: {fingerprint}")
    return 0


def _doctor(args: argparse.Namespace) -> int:
    report = doctor_client.ask(config.load(args.config))
    if args.json:
        _say(json.dumps(report, indent=2, ensure_ascii=False))
    else:
        _say("\n".join(doctor_client.lines(report)))
    return 1 if report["light"] == "red" else 0


def _describe(parameter: dict[str, Any]) -> str:
    default = parameter["default"]
    known = "needed" if parameter["required"] else f"usually {default}"
    kind = " | ".join(parameter["choices"]) or parameter["kind"]
    return f"- {parameter['name']} ({kind}; {known}): {parameter['help']}"


def _sim_terminal(args: argparse.Namespace) -> int:
    wish = emulators.Wish(
        args.state,
        args.host,
        args.port,
        Mode(args.mode, args.delay),
        args.auto_reversal,
        _pairs(args.set),
    )
    simulator = emulators.start(args.protocol, wish)
    label = emulators.KINDS[args.protocol].label
    _say(f"simulated terminal ({label}) listens on {simulator.where}")
    _wait_for_signal()
    simulator.stop()
    return 0


def _pairs(given: list[str]) -> dict[str, str]:
    pairs = [text.partition("=") for text in given]
    return {name: value for name, _, value in pairs}


def _sim_printer(args: argparse.Namespace) -> int:
    simulator = PrinterSimulator(args.host, args.port)
    _say(f"simulated printer (ESC/POS) listens on {args.host}:{simulator.port}")
    _wait_for_signal()
    simulator.stop()
    return 0


def _demo(args: argparse.Namespace) -> int:
    demo = Demo(args)
    demo.start()
    for line in demo.describe():
        _say(line)
    _wait_for_signal()
    demo.stop()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="garage_iot", description=__doc__)
    parser.add_argument("--verbose", action="store_true", help="log every request")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    box = commands.add_parser("box", help="run a box from its configuration file")
    box.add_argument("--config", type=Path, required=True)
    box.set_defaults(run=_box)
    listed = commands.add_parser("drivers", help="list drivers and their parameters")
    listed.add_argument("--json", action="store_true", help="as the API gives them")
    listed.set_defaults(run=_drivers)
    asked = commands.add_parser("doctor", help="ask the running box how it is")
    asked.add_argument("--config", type=Path, required=True)
    asked.add_argument("--json", action="store_true", help="as the API gives it")
    asked.set_defaults(run=_doctor)
    made = commands.add_parser("certificate", help="make a certificate for HTTPS")
    made.add_argument("name", nargs="+", help="names and addresses of this box")
    made.add_argument("--folder", type=Path, default=Path(), help="for the two files")
    made.add_argument("--days", type=int, default=certificate.LONGEST_DAYS)
    made.set_defaults(run=_certificate)
    terminal = commands.add_parser("sim-terminal", help="simulated card terminal")
    _add_address(terminal, None)
    terminal.add_argument("--protocol", choices=sorted(emulators.KINDS), default="zvt")
    terminal.add_argument("--mode", default="approve", help="what it does")
    terminal.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE",
        help="a setting of the protocol, e.g. till=127.0.0.1:20007",
    )  # fmt: skip
    terminal.add_argument("--delay", type=float, default=0.5, help="seconds")
    terminal.add_argument("--auto-reversal", action="store_true")
    terminal.set_defaults(run=_sim_terminal)
    printer = commands.add_parser("sim-printer", help="simulated ESC/POS printer")
    _add_address(printer, 9100)
    printer.set_defaults(run=_sim_printer)
    demo = commands.add_parser("demo", help="box, simulators and virtual counter")
    add_demo_arguments(demo)
    demo.set_defaults(run=_demo)
    return parser


def _add_address(parser: argparse.ArgumentParser, port: int | None) -> None:
    parser.add_argument("--state", type=Path, default=Path("state"), help="folder")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=port)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit status; 2 for a wrong configuration."""
    args = _parser().parse_args(arguments)
    level = logging.DEBUG if args.verbose else logging.INFO
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(message)s")
    try:
        return int(args.run(args))
    except BoxError as error:
        sys.stderr.write(f"garage_iot: {error.message}\n")
    except OSError as error:
        sys.stderr.write(f"garage_iot: {error}\n")
    return 2
