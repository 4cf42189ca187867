"""Set-up of the ARCUS2 driver: the folder, ops.ini and cashreg.ini."""

from __future__ import annotations

import os
from pathlib import Path

from ..errors import ConfigError
from ..problem import Problem, no_file, no_folder, read_only
from ..protocols import ini
from ..protocols.arcus2 import files, operations
from .arcus2_terminal import Arcus2Settings, Arcus2Terminal
from .spec import DeviceSetup, DriverSpec, Parameter, seconds

_TOOLS = ("commandlinetool", "commandlinetool.exe")
_TOOL_FOLDERS = ("commandlinetool/bin", "commandlinetool", "")
_INI_FOLDERS = ("ini", "")
_LONGEST = 256 * 1024


def find_file(folder: Path, name: str, *inside: str) -> Path | None:
    """Return a file by its name in any case, looked for in some subfolders."""
    for sub in inside:
        place: Path | None = folder
        for part in filter(None, sub.split("/")):
            place = _entry(place, part) if place is not None else None
        found = _entry(place, name) if place is not None else None
        if found is not None and found.is_file():
            return found
    return None


def _entry(folder: Path, name: str) -> Path | None:
    try:
        return next(p for p in folder.iterdir() if p.name.lower() == name.lower())
    except (OSError, StopIteration):
        return None


def _read(path: Path | None) -> bytes | None:
    try:
        if path is None:
            return None
        with path.open("rb") as file:
            return file.read(_LONGEST)
    except OSError:
        return None


class Installation:
    """What is in an ARCUS2 folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        found = (find_file(folder, name, *_TOOL_FOLDERS) for name in _TOOLS)
        self.tool = next(filter(None, found), None)
        settings = _read(find_file(folder, "cashreg.ini", *_INI_FOLDERS))
        self.settings = None if settings is None else ini.parse(settings)
        ops = (self.settings or {}).get("OPERATION_INI_FILE") or "ops.ini"
        self.lines = operations.parse(self._in_ini(ops) or b"")

    def texts(self, name: str) -> dict[str, str]:
        """Return the sentences of ``rc_res.ini`` by result code."""
        return ini.parse(self._in_ini(name) or b"")

    def _in_ini(self, name: str) -> bytes | None:
        plain = Path(name.replace("\\", "/")).name
        return _read(find_file(self.folder, plain, *_INI_FOLDERS))


def check(setup: DeviceSetup) -> list[str]:
    """Return what is missing in the folder, one sentence each."""
    folder = setup.folder or Path()
    if not folder.is_dir():
        return [no_folder(folder, "Give the folder of ARCUS2.")]
    found = Installation(folder)
    problems: list[str] = []
    if found.tool is None or not os.access(found.tool, os.X_OK):
        words = f"In {folder} there is no CommandLineTool that may be executed."
        problems.append(Problem(words, "no_program", "folder", "CommandLineTool"))
    if not os.access(folder, os.W_OK):
        problems.append(read_only(folder))
    if found.settings is None:
        problems.append(no_file(folder, "INI/cashreg.ini"))
    problems += files.problems(found.settings or {})
    return [*problems, *_operation_problems(setup, found)]


def _operation_problems(setup: DeviceSetup, found: Installation) -> list[str]:
    problems: list[str] = []
    if not operations.has_needed_line(found.lines):
        line = operations.NEEDED_LINE
        words = f"INI/ops.ini must hold the line {line}."
        problems.append(Problem(words, "ops_line", "folder", line))
    if "sale" not in _numbers(setup, found):
        words = (
            "INI/ops.ini has no line with the label ОПЛАТА. Give the number of the "
            "sale operation in the settings."
        )
        problems.append(Problem(words, "ops_sale", "parameters.op_sale", "ОПЛАТА"))
    return problems


def _numbers(setup: DeviceSetup, found: Installation) -> dict[str, int]:
    """Return operation numbers: those of the set-up first, then those found."""
    numbers = operations.by_role(found.lines)
    for role in operations.ROLES:
        given = setup.values.get(f"op_{role}")
        if given is not None:
            numbers[role] = int(given)
    if "op_settle" not in setup.values or setup.values["op_settle"] is None:
        numbers["settle"] = 10
    return numbers


def build(setup: DeviceSetup) -> Arcus2Terminal:
    """Return the driver of one ARCUS2 folder."""
    if setup.folder is None:
        raise ConfigError("The folder of ARCUS2 is missing")
    folder = setup.folder.absolute()
    found = Installation(folder)
    names = files.FileNames()
    if not files.problems(found.settings or {}):
        names = files.from_settings(found.settings or {})
    settings = Arcus2Settings(
        tool=found.tool or folder / "CommandLineTool",
        numbers=_numbers(setup, found),
        names=names,
        texts=found.texts(names.texts),
        run_timeout=setup.number("run_timeout"),
        test_timeout=setup.number("test_timeout"),
        test_first=setup.flag("test_first"),
        terminal_id=setup.text("terminal_id"),
        total_word=setup.text("total_word"),
    )
    return Arcus2Terminal(folder, settings)


def _operation(role: str, label: str, words: str) -> Parameter:
    help_ = f"Number in ops.ini; usually found by the label {words}."
    return Parameter(
        f"op_{role}", label, "integer", minimum=1, maximum=9999, advanced=True,
        help=help_,
    )  # fmt: skip


SPEC = DriverSpec(
    name="arcus2",
    kind="terminal",
    label="ARCUS2 (CommandLineTool)",
    link="program",
    default_port=None,
    parameters=(
        _operation("sale", "Sale operation", "ОПЛАТА ТОВАРА"),
        _operation("refund", "Refund operation", "ВОЗВРАТ ТОВАРА"),
        _operation("cancel", "Cancel operation", "УНИВЕРСАЛЬНАЯ ОТМЕНА"),
        _operation("cancel_last", "Cancel last operation", "ОТМЕНА ПОСЛ."),
        _operation("settle", "Reconciliation", "СВЕРКА ИТОГОВ"),
        _operation("ping", "Connection test operation", "PING"),
        _operation("reprint", "Reprint operation", "ПЕЧАТЬ ДУБЛИКАТА ПОСЛЕДНЕГО ЧЕКА"),
        Parameter(
            "terminal_id", "Terminal id", "text", pattern=r"\d{1,12}",
            help="Digits; only where several organisations share the pinpad: the "
            "number under which this one takes money.",
        ),
        Parameter(
            "total_word", "Word of the total", "text", "ИТОГО", advanced=True,
            help="Word in the line of the reconciliation slip with the day's sum.",
        ),
        Parameter(
            "test_first", "Test before each payment", "boolean", True, advanced=True,
            help="Send an echo first, so that an unplugged pinpad is told before a "
            "payment starts; costs about a second.",
        ),
        seconds(
            "run_timeout", "Time for a payment", 180.0,
            "Seconds after which the program is ended and the payment is in doubt.",
        ),
        seconds(
            "test_timeout", "Time for a test", 30.0,
            "Seconds after which the connection test is ended.",
        ),
    ),
    capabilities=frozenset({"refund", "reprint", "reversal", "settle"}),
    doubts="The box reads the fresh result files; what they leave open is decided by a "
    "person, because the terminal cannot be asked.",
    build=build,
    check=check,
)  # fmt: skip
