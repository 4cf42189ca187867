"""Running a vendor's tool: fresh files only, one at a time, ended when it hangs."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from box_support import PATIENCE

from garage_iot.errors import Refused, Unreachable
from garage_iot.simulators.tool import write_tool
from garage_iot.transports.program import KEPT, LOCK, SHEET, ProgramFolder


def tool(folder: Path, body: str) -> list[str]:
    """Put a tool into the folder and return how it is called."""
    path = folder / "tool"
    write_tool(path, f"import os, sys, time\n{body}\n")
    return [str(path), "1", "4990"]


def write(*names: str) -> str:
    return "\n".join(f"open({name!r}, 'w').write(sys.argv[2])" for name in names)


@pytest.fixture
def program(tmp_path: Path) -> ProgramFolder:
    return ProgramFolder(tmp_path, ("e", "p"), 1.0)


def run(program: ProgramFolder, argv: list[str], number: int | None = 1):
    with program.reserve() as workplace:
        return workplace.run(argv, number)


def test_the_files_of_a_run_are_returned(program):
    found = run(program, tool(program.folder, write("e", "p")))

    assert (found.status, found.files) == (0, {"e": b"4990", "p": b"4990"})


def test_old_files_are_gone_before_the_tool_starts(program):
    (program.folder / "e").write_text("0")

    found = run(program, tool(program.folder, "sys.exit(os.path.exists('e'))"))

    assert (found.status, found.files) == (0, {})


def test_a_file_with_an_older_time_is_not_accepted(program):
    body = write("e", "p") + "\nos.utime('e', (1, 1))"

    found = run(program, tool(program.folder, body))

    assert found.files == {"p": b"4990"}


@pytest.mark.parametrize(
    "body",
    ["os.symlink('/etc/hostname', 'e')", "open('e', 'w').write('0' * 70000)"],
)
def test_links_and_oversized_files_are_not_read(program, body):
    assert run(program, tool(program.folder, body)).files == {}


def await_free(program: ProgramFolder) -> None:
    """Wait until the killed processes are gone: the system takes its time for it."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with contextlib.suppress(Refused), program.reserve():
            return
        time.sleep(0.02)
    pytest.fail("something still holds the folder")


def test_a_tool_that_hangs_is_ended_with_all_it_started(program):
    body = "if not os.fork(): os.execvp('sleep', ['sleep', '60'])\ntime.sleep(60)"
    start = time.monotonic()

    found = run(program, tool(program.folder, body))

    assert found.status is None
    assert time.monotonic() - start < 5
    await_free(program)  # nothing that the tool started holds the folder


def test_arguments_reach_the_tool_without_a_shell(program):
    argv = tool(program.folder, "open('e', 'w').write(sys.argv[1])")[:1]

    found = run(program, [*argv, "$(touch x); `touch y` > z"])

    assert found.files["e"] == b"$(touch x); `touch y` > z"


def test_a_tool_that_is_not_there_was_certainly_not_started(program):
    with pytest.raises(Unreachable, match="cannot be started"):
        run(program, [str(program.folder / "nothing")])


def test_a_folder_that_is_not_there_is_unreachable(tmp_path):
    with pytest.raises(Unreachable), ProgramFolder(tmp_path / "x", ("e",), 1).reserve():
        pass


def test_only_one_run_at_a_time(program):
    with program.reserve(), pytest.raises(Refused, match="still at work"):
        run(program, tool(program.folder, write("e")))


def test_evidence_is_for_the_order_that_ran_and_for_no_other(program):
    run(program, tool(program.folder, write("e")), number=7)

    assert program.evidence(7) == {"e": b"4990"}
    assert program.evidence(8) is None


def test_a_service_run_keeps_the_evidence_of_the_order(program):
    run(program, tool(program.folder, write("e")), number=7)

    for _ in range(2):
        test = run(program, tool(program.folder, "open('e','w').write('99')"), None)

    assert test.files == {"e": b"99"}
    assert program.evidence(7) == {"e": b"4990"}
    run(program, tool(program.folder, "pass"), number=8)
    assert program.evidence(8) == {}
    assert not (program.folder / KEPT).exists()


def test_a_damaged_run_sheet_leaves_the_order_in_doubt(program):
    run(program, tool(program.folder, write("e")), number=7)
    (program.folder / SHEET).write_bytes(b"\xff{")

    assert program.evidence(7) == {}


def orphan(program: ProgramFolder, age: float) -> subprocess.Popen[bytes]:
    """Leave a running tool behind, as a box that was killed does."""
    held = program.lock()
    left = subprocess.Popen(
        ["sleep", "60"], cwd=program.folder, pass_fds=(held,), start_new_session=True
    )
    os.pwrite(held, str(left.pid).encode(), 0)
    os.utime(held, (time.time() - age, time.time() - age))
    os.close(held)
    return left


def test_a_tool_left_by_a_dead_box_still_holds_the_folder(program):
    left = orphan(program, age=0)
    try:
        with pytest.raises(Refused), program.reserve():
            pass
    finally:
        left.kill()
        left.wait()
    with program.reserve():
        pass


def test_a_tool_left_by_a_dead_box_is_ended_when_its_time_is_over(program):
    left = orphan(program, age=60)

    with pytest.raises(Refused), program.reserve():
        pass

    assert left.wait(10) == -signal.SIGKILL


def test_a_process_elsewhere_is_never_ended(program, tmp_path_factory):
    other = subprocess.Popen(["sleep", "60"], cwd=tmp_path_factory.mktemp("other"))
    left = orphan(program, age=0)
    try:
        (program.folder / LOCK).write_text(str(other.pid))
        os.utime(program.folder / LOCK, (1, 1))
        with pytest.raises(Refused), program.reserve():
            pass
        assert other.poll() is None
    finally:
        for process in (left, other):
            process.kill()
            process.wait()
