"""Every case runs on every rig."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conformance.desk import Desk
from conformance.rig import Rig
from conformance.rigs import NAMES, rig_class


@pytest.fixture(params=NAMES)
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    """An emulator that is switched on."""
    found = rig_class(request.param)(tmp_path)
    found.start()
    yield found
    found.stop()


@pytest.fixture
def desk(rig: Rig) -> Iterator[Desk]:
    """A box with that terminal, and a till."""
    found = Desk(rig)
    yield found
    found.close()
