"""Set-up of the Sberbank driver: parameters, the tools in the folder, pinpad.ini."""

from __future__ import annotations

import os
import re
from pathlib import Path

from ..errors import ConfigError
from ..problem import Problem, no_file, no_folder, read_only
from ..protocols import ini
from ..protocols.sberbank.operations import CALL, PILOT
from .sberbank_terminal import SberbankSettings, SberbankTerminal
from .spec import DeviceSetup, DriverSpec, Parameter, seconds

_NAMES = {
    PILOT: ("sb_pilot", "sb_pilot.exe", "loadparm", "loadparm.exe"),
    CALL: ("sbcall", "sbcall.exe"),
}
_SETTINGS = "pinpad.ini"
_LONGEST = 64 * 1024
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,30}")


def find_tools(folder: Path) -> dict[str, Path]:
    """Return the executable UPOS tools of a folder, by ``pilot`` and ``sbcall``."""
    try:
        files = {path.name.lower(): path for path in folder.iterdir()}
    except OSError:
        return {}
    found: dict[str, Path] = {}
    for tool, names in _NAMES.items():
        for name in names:
            path = files.get(name)
            if path is not None and path.is_file() and os.access(path, os.X_OK):
                found.setdefault(tool, path.absolute())
    return found


def read_settings(folder: Path) -> dict[str, str] | None:
    """Return pinpad.ini, None when it cannot be read."""
    try:
        for path in folder.iterdir():
            if path.name.lower() == _SETTINGS:
                with path.open("rb") as file:
                    return ini.parse(file.read(_LONGEST))
    except OSError:
        return None
    return None


def check(setup: DeviceSetup) -> list[str]:
    """Return what is missing in the folder, one sentence each."""
    folder = setup.folder or Path()
    if not folder.is_dir():
        return [no_folder(folder, "Give the folder of pilot_nt.dll.")]
    problems: list[str] = []
    if not find_tools(folder):
        words = (
            f"In {folder} there is no program sb_pilot, loadparm or sbcall that may be "
            "executed. Give the folder of pilot_nt.dll."
        )
        tools = "sb_pilot, loadparm, sbcall"
        problems.append(Problem(words, "no_program", "folder", tools))
    if not os.access(folder, os.W_OK):
        problems.append(read_only(folder))
    settings = read_settings(folder)
    if settings is None:
        problems.append(no_file(folder, _SETTINGS))
        return problems
    if not _PLAIN_NAME.fullmatch(settings.get("PRINTERFILE") or "p"):
        words = f"PrinterFile in {_SETTINGS} must be a plain file name."
        problems.append(Problem(words, "file_name", "folder", "PrinterFile"))
    return problems + _department_problem(setup, settings)


def _department_problem(setup: DeviceSetup, settings: dict[str, str]) -> list[str]:
    wanted, found = setup.values.get("department"), settings.get("DEPARTMENT", "")
    if wanted is None or found == str(wanted):
        return []
    words = (
        f"{_SETTINGS} must hold the line Department={wanted}, so that money goes to "
        f"this organisation (now: {found or 'no such line'})."
    )
    return [Problem(words, "department", "parameters.department", str(wanted))]


def build(setup: DeviceSetup) -> SberbankTerminal:
    """Return the driver of one UPOS folder."""
    if setup.folder is None:
        raise ConfigError("The folder of pilot_nt.dll is missing")
    folder = setup.folder.absolute()
    printer_file = (read_settings(folder) or {}).get("PRINTERFILE") or "p"
    settings = SberbankSettings(
        currency=setup.currency,
        slip_name=printer_file if _PLAIN_NAME.fullmatch(printer_file) else "p",
        run_timeout=setup.number("run_timeout"),
        test_timeout=setup.number("test_timeout"),
        test_first=setup.flag("test_first"),
        commit_recovered=setup.flag("commit_recovered"),
        confirm_delay=setup.number("confirm_delay"),
    )
    return SberbankTerminal(folder, find_tools(folder), settings)


SPEC = DriverSpec(
    name="sberbank",
    kind="terminal",
    label="Sberbank UPOS (sb_pilot, loadparm, sbcall)",
    link="program",
    default_port=None,
    parameters=(
        Parameter(
            "department", "Department number", "integer", minimum=0, maximum=99,
            help="Number of the organisation on a shared terminal; must stand as "
            "Department in pinpad.ini of its folder.",
        ),
        Parameter(
            "test_first", "Test before each payment", "boolean", True, advanced=True,
            help="Run the connection test 47 2 first, so that an unplugged pinpad is "
            "told before a payment starts; costs about a second.",
        ),
        Parameter(
            "commit_recovered", "Confirm recovered payments", "boolean", False,
            advanced=True,
            help="Run sbcall 6001 for a payment found again after a break; only where "
            "sales are suspended until confirmed.",
        ),
        seconds(
            "run_timeout", "Time for a payment", 180.0,
            "Seconds after which the program is ended and the payment is in doubt.",
        ),
        seconds(
            "test_timeout", "Time for a test", 30.0,
            "Seconds after which the connection test is ended.",
        ),
        seconds(
            "confirm_delay", "Watching time", 10.0,
            "Seconds after which an older last slip is looked at once more.",
        ),
    ),
    capabilities=frozenset(
        {"last", "query", "refund", "reprint", "reversal", "settle", "totals"}
    ),
    doubts="The box reads the fresh files e and p, then the last slip (sbcall 7001). "
    "Without sbcall a person decides.",
    build=build,
    check=check,
)  # fmt: skip
