"""Fixtures of the box tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from box_support import Counter, Till, config
from genuine import GenuineCounter, Runtime, handlers_zip, missing, write_config
from hypothesis import settings

# A loaded machine is slow, not wrong. The same examples each time: what is found is
# found before a change lands. ``--hypothesis-profile=explore`` looks for new ones.
settings.register_profile("box", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, print_blob=True)
settings.load_profile("box")


@pytest.fixture(scope="session")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    """Odoo's own IoT runtime with our handlers, without a server."""
    if missing():
        pytest.skip(f"Odoo's IoT runtime cannot start without {', '.join(missing())}")
    folder = tmp_path_factory.mktemp("iot")
    found = Runtime(folder / "box", {}, handlers_zip({"box": "garage-box"}))
    write_config(found.home, config(folder / "state"))
    try:
        found.wait_for("/garage_iot/v1/hello")
        yield found
    finally:
        found.stop()


@pytest.fixture
def counter(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Counter | GenuineCounter]:
    """A box with simulated devices, ready to be used; ``iot_drivers`` as parameter
    puts it into Odoo's own runtime."""
    found: Counter | GenuineCounter
    if getattr(request, "param", "") == "iot_drivers":
        found = GenuineCounter(tmp_path, request.getfixturevalue("runtime"))
    else:
        found = Counter(tmp_path)
    found.till.wait_idle()
    yield found
    found.close()


@pytest.fixture
def till(counter: Counter | GenuineCounter) -> Till:
    """A till at that counter."""
    return counter.till
