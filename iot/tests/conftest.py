"""Fixtures of the box tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from box_support import Counter, Till
from hypothesis import settings

# A loaded machine is slow, not wrong.
settings.register_profile("box", deadline=None)
settings.load_profile("box")


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    """A box with simulated devices, ready to be used."""
    found = Counter(tmp_path)
    found.till.wait_idle()
    yield found
    found.close()


@pytest.fixture
def till(counter: Counter) -> Till:
    """A till at that counter."""
    return counter.till
