"""The power of the box goes before, inside and after each commit; the verdict is true.

Inside means a third of the way through what the commit writes and one byte before its
end; what SQLite does at other bytes is SQLite's own promise (checksums of its frames).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conformance.camera import Camera, Picture, film
from conformance.desk import AMOUNT, Desk, box_config, over
from conformance.rig import PATIENCE, Rig
from conformance.rigs import NAMES, rig_class

from garage_iot.service.attempts import Attempt
from garage_iot.service.box import Box

ASKED = [name for name in NAMES if "query" in rig_class(name)(Path()).can]


def follow(box: Box, found: Attempt) -> dict[str, Any]:
    """Wait until the attempt is final or a person must decide."""
    while not over(found.as_dict()):
        found = box.engine.wait(found.key, found.state, found.rev, PATIENCE)
    return found.as_dict()


def recover(rig: Rig) -> list[dict[str, Any]]:
    """Switch on a box beside the terminal and return how its attempts ended."""
    box = Box(box_config(rig.folder, rig.device()))
    box.engine.start_up()
    try:
        return [follow(box, found) for found in box.engine.of_line("line-1")]
    finally:
        box.engine.stop()
        box.journal.close()
        box.host.stop()


def check(name: str, picture: Picture, folder: Path) -> None:
    """Recover from one picture; books and verdict are equal."""
    picture.restore(folder)
    rig = rig_class(name)(folder)
    rig.start()
    try:
        attempts = recover(rig)
        charges = rig.charges()
    finally:
        rig.stop()
    paid = [attempt["paid"] for attempt in attempts]
    assert charges in ([], [AMOUNT]), picture.moment
    assert None not in paid, (picture.moment, attempts)
    assert paid.count(True) == len(charges), (picture.moment, attempts)


@pytest.mark.parametrize("behaviour", ["approve", "cut_after"])
@pytest.mark.parametrize("name", ASKED)
def test_a_journal_cut_off_inside_a_commit_still_tells_the_truth(
    tmp_path, monkeypatch, name, behaviour
):
    rig = rig_class(name)(tmp_path / "filmed")
    rig.folder.mkdir()
    rig.needs(behaviour)
    if behaviour not in rig.power_cuts:
        pytest.skip(f"{name}: its power is cut at {', '.join(rig.power_cuts)}")
    rig.start()
    camera = Camera(rig.folder)
    with monkeypatch.context() as patch:
        film(camera, patch)
        desk = Desk(rig)
    desk.sell(behaviour)
    desk.till.post("payments/line-1:1/ack")
    desk.close()
    last = camera.books()
    rig.stop()

    pictures = unlike(with_later_books(camera.pictures, last))

    assert len(pictures) > 20
    for number, picture in enumerate(pictures):
        check(name, picture, tmp_path / str(number))


def with_later_books(pictures: list[Picture], last: dict[str, bytes]) -> list[Picture]:
    """Add what the terminal may have booked by itself before the box is back."""
    later = [*(picture.books for picture in pictures[1:]), last]
    found = list(pictures)
    for picture, books in zip(pictures, later, strict=True):
        if picture.moment.endswith("after"):
            found.append(Picture(f"{picture.moment}-later", picture.files, books))
    return found


def unlike(pictures: list[Picture]) -> list[Picture]:
    """Leave out pictures that show the same."""
    seen: dict[Any, Picture] = {}
    for picture in pictures:
        seen.setdefault((picture.files, tuple(picture.books.items())), picture)
    return list(seen.values())
