"""A receipt of 40 lines through the box, beside python-escpos called directly.

All print the same words on the same simulated printer, by turns, and are done when the
printer says so (`GS r 1`). `driver` is what the box does to print: fields checked, laid
out, letters cleaned, status asked, sent, confirmed. `till` is the whole way of a till:
request, token, layout and three states flushed to the disk besides. Of each way the
quickest receipt counts, so that a busy moment of the machine does not.
"""

import http.client
import json
import time
from collections.abc import Callable
from contextlib import ExitStack
from statistics import median

from escpos.printer import Network

from garage_iot import auth
from garage_iot.config import BoxConfig, DeviceConfig
from garage_iot.service.box import Box, build_printer
from garage_iot.simulators.printer import PrinterSimulator
from load.box import Context
from load.measure import Ratio, Report

LIMIT = 1.5
# A till also pays for the call and three flushes to the disk; on an idle machine the
# whole way comes to 1.4, on slow disks to more.
TILL_LIMIT = 2
LINES, ROUNDS, WARM_UP = 40, 80, 5
SECRET = "ab" * 32
NAMES = ("Remblokken vooras", "Ölfilter", "Filtre à huile", "Тормозной диск")


def run(context: Context) -> Report:
    """Measure the three ways in turn."""
    report = Report("receipt_print")
    with ExitStack() as stack:
        printer = PrinterSimulator()
        stack.callback(printer.stop)
        box = Box(_config(context, printer.port))
        box.start()
        stack.callback(box.stop)
        ways = {
            "driver": _by_driver(box.config.devices[0]),
            "till": _by_till(box.host.port),
            "python_escpos": lambda number: _directly(printer.port),
        }
        taken = _measure(ways, max(20, context.count(ROUNDS)))
        _same_words(printer)
    least = min(taken["python_escpos"])
    for name, limit in (("driver", LIMIT), ("till", TILL_LIMIT)):
        ratio = Ratio(min(taken[name]) / least, limit)
        report.ratios[f"{name}_vs_python_escpos"] = ratio
    for name, seconds in taken.items():
        report.figures[name] = _words(seconds)
    return report


def _measure(
    ways: dict[str, Callable[[int], None]], rounds: int
) -> dict[str, list[float]]:
    """Seconds of each receipt, the ways by turns."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + WARM_UP):
        for name, way in ways.items():
            started = time.perf_counter()
            way(number)
            if number >= WARM_UP:
                taken[name].append(time.perf_counter() - started)
    return taken


def _same_words(printer: PrinterSimulator) -> None:
    texts = {receipt.text for receipt in printer.receipts[-3:]}
    if len(texts) != 1 or len(printer.receipts[-1].lines) < LINES:
        raise AssertionError("the receipts differ")


def _config(context: Context, port: int) -> BoxConfig:
    device = DeviceConfig("p", "printer", "Printer", "escpos", "127.0.0.1", port)
    return BoxConfig("bench", SECRET, context.folder / "box", (device,), port=0)


def _rows() -> list[tuple[str, str]]:
    return [(NAMES[n % len(NAMES)], f"{n},50 €") for n in range(1, LINES + 1)]


def _receipt() -> dict:
    return {
        "company": {"name": "Garage Jänsen", "lines": ["Dorpsstraat 1"]},
        "lines": [{"name": name, "amount": price} for name, price in _rows()],
        "total": {"name": "TOTAAL", "amount": "820,00 €"},
    }


def _by_driver(device: DeviceConfig) -> Callable[[int], None]:
    driver = build_printer(device, "EUR")

    def way(number: int) -> None:
        data = driver.render("receipt", _receipt())
        driver.print(data, lambda: None, lambda code: None)

    return way


def _by_till(port: int) -> Callable[[int], None]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    claims = {"box": "bench", "config": 1, "user": "bench", "scope": ["print"]}
    token = auth.mint(SECRET, {**claims, "exp": int(time.time()) + 3600})
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}

    def way(number: int) -> None:
        job = {"key": f"b:{number}", "printer": "p", "kind": "receipt"}
        body = json.dumps({**job, "data": _receipt()})
        line.request("POST", "/garage_iot/v1/print", body, headers)
        state = json.load(line.getresponse())["state"]
        if state != "printed":
            raise AssertionError(f"the receipt is {state}")

    return way


def _directly(port: int) -> None:
    """The same receipt as python-escpos prints it, with the printer's confirmation."""
    printer = Network("127.0.0.1", port, profile="TM-T20II")
    printer.hw("INIT")
    printer.set(align="center", bold=True, custom_size=True, width=2, height=2)
    printer.textln("Garage Jänsen")
    printer.set(align="center", bold=False, custom_size=True, width=1, height=1)
    printer.textln("Dorpsstraat 1")
    printer.print_and_feed(1)
    printer.set(align="left")
    printer.textln("-" * 48)
    for name, price in _rows():
        printer.textln(name.ljust(48 - len(price)) + price)
    printer.textln("-" * 48)
    printer.set(align="left", bold=True, custom_size=True, width=2, height=2)
    printer.textln("TOTAAL".ljust(24 - len("820,00 €")) + "820,00 €")
    printer.print_and_feed(2)
    printer.cut()
    printer._raw(b"\x1dr\x01")
    if not printer._read():
        raise AssertionError("the printer did not confirm")
    printer.close()


def _words(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    late = ordered[int(len(ordered) * 0.95)]
    return (
        f"{LINES} lines: quickest {ordered[0] * 1000:.1f} ms, "
        f"median {median(ordered) * 1000:.1f} ms, "
        f"95 of 100 within {late * 1000:.1f} ms"
    )
