"""Pictures of a journal's files at every commit, as a power cut would leave them.

SQLite in WAL mode with ``synchronous=FULL`` writes the frames of a commit to the WAL,
flushes it, and only then tells that the commit is done; now and then it copies pages
into the main file. A power cut leaves all flushed bytes and any part of the later
ones. So each commit gives these pictures: before it; the WAL half written (cut off, or
with old bytes behind the new ones); after it; and, when it moved pages, the main
file half written beside the whole WAL.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from garage_iot.service import journal

FILES = ("journal.sqlite", "journal.sqlite-wal")
Files = tuple[bytes, bytes]


@dataclass(frozen=True)
class Picture:
    """Files of the journal and of the terminal (by name) at one moment."""

    moment: str
    files: Files
    books: dict[str, bytes]

    def restore(self, folder: Path) -> None:
        """Write it into a new folder: the books there, the journal in ``box``."""
        (folder / "box").mkdir(parents=True)
        for name, content in self.books.items():
            (folder / name).write_bytes(content)
        for name, content in zip(FILES, self.files, strict=True):
            if content:
                (folder / "box" / name).write_bytes(content)


class Camera:
    """Takes the pictures of the box in ``folder``/box; ``take`` puts it in place."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.pictures: list[Picture] = []

    def connect(self, path: Path, **options: object) -> sqlite3.Connection:
        """Open the journal as SQLite does, with a camera on its commits."""
        camera = self

        class Filmed(sqlite3.Connection):
            def execute(self, query: str, *values: object) -> sqlite3.Cursor:
                if query != "COMMIT":
                    return super().execute(query, *values)
                before = camera.files()
                done = super().execute(query)
                camera.commit(before)
                return done

        found = sqlite3.connect(path, factory=Filmed, **options)  # type: ignore[call-overload]
        found.execute("PRAGMA wal_autocheckpoint = 5")
        return found

    def files(self) -> Files:
        """Return what stands on the disk now."""
        found = [self._folder / "box" / name for name in FILES]
        db, wal = (path.read_bytes() if path.exists() else b"" for path in found)
        return db, wal

    def books(self) -> dict[str, bytes]:
        """Return the files that the terminal keeps beside the box."""
        paths = [path for path in self._folder.iterdir() if path.is_file()]
        return {path.name: path.read_bytes() for path in paths}

    def commit(self, before: Files) -> None:
        """Keep every picture of a commit."""
        after, number = self.files(), len(self.pictures)
        books = self.books()
        for moment, files in _moments(before, after):
            self.pictures.append(Picture(f"{number}-{moment}", files, books))


def _moments(before: Files, after: Files) -> Iterator[tuple[str, Files]]:
    db, wal = before
    new_db, new_wal = after
    yield "before", before
    for length in _lengths(wal, new_wal):
        yield f"wal-torn-{length}", (db, new_wal[:length] + wal[length:])
        yield f"wal-short-{length}", (db, new_wal[:length])
    if new_db != db:
        for length in _lengths(db, new_db):
            yield f"db-torn-{length}", (new_db[:length] + db[length:], new_wal)
    yield "after", after


def _lengths(old: bytes, new: bytes) -> list[int]:
    """Return some lengths inside the part that changed."""
    first = next(
        (i for i in range(0, len(new), 64) if new[i : i + 64] != old[i : i + 64]),
        len(new),
    )
    span = len(new) - first
    return sorted({first + span // 3, len(new) - 1}) if span > 1 else []


def film(camera: Camera, monkeypatch: object) -> None:
    """Let the next journal be opened by the camera."""
    fake = type("sqlite3", (), {**vars(sqlite3), "connect": camera.connect})
    monkeypatch.setattr(journal, "sqlite3", fake)  # type: ignore[attr-defined]
