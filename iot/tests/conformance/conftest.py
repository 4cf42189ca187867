"""Every case runs on every rig."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from conformance.desk import Desk
from conformance.rig import Rig
from conformance.rigs import NAMES, rig_class

from garage_iot.protocols.masking import mask_card_numbers


def kept(journal: Path) -> list[str]:
    """Return all that a box has written into its journal, a row in each text."""
    if not journal.exists():
        return []
    with contextlib.closing(sqlite3.connect(journal)) as db:
        return list(db.iterdump())


@pytest.fixture(params=NAMES)
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    """An emulator that is switched on; afterwards the box remembers no card number."""
    log = request.getfixturevalue("caplog")
    found = rig_class(request.param)(tmp_path)
    found.start()
    yield found
    found.stop()
    texts = [*kept(tmp_path / "box" / "journal.sqlite"), log.text]
    assert [text for text in texts if mask_card_numbers(text) != text] == []


@pytest.fixture
def desk(rig: Rig) -> Iterator[Desk]:
    """A box with that terminal, and a till."""
    found = Desk(rig)
    yield found
    found.close()
