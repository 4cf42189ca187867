"""What `./garage import` does: the same import as the window's, in this process."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry

from .progress import StoredProgress

IN_ORDER, REFUSED = 0, 1
_COUNTS = (
    "lines_read", "lines_damaged", "items_new", "items_changed", "items_unchanged",
    "items_ended", "items_withdrawn", "references_new", "references_ended",
    "fitments_new", "fitments_changed", "fitments_ended",
)  # fmt: skip


class ShownProgress(StoredProgress):
    """Progress that is stored for the others and shown on this terminal."""

    def __init__(self, registry: Any, batch_id: int, out: TextIO) -> None:
        super().__init__(registry, batch_id)
        self._out = out

    def _say(self, phase: str, percent: int, records: int) -> None:
        self._out.write(f"\r  {phase} {percent:3} %, {records} lines ")
        self._out.flush()
        return super()._say(phase, percent, records)


class CommandLine:
    """Imports and undoes as one person; each file is a transaction of its own."""

    def __init__(self, database: str, login: str, out: TextIO) -> None:
        self._registry = Registry(database)
        self._login = login
        self._out = out

    def import_files(
        self, catalogue: str, paths: list[str], brand: str | None = None
    ) -> int:
        """Import the files one after the other; returns the exit code."""
        codes = [self._guarded(self._import, catalogue, path, brand) for path in paths]
        return max(codes)

    def undo(self, batch_id: int) -> int:
        """Take one import back; returns the exit code."""
        return self._guarded(self._undo, batch_id)

    def _guarded(self, act: Any, *arguments: Any) -> int:
        try:
            return act(*arguments)
        except (UserError, OSError) as error:
            self._say(str(error))
            return REFUSED

    def _import(self, catalogue: str, path: str, brand: str | None) -> int:
        file = Path(path)
        with file.open("rb") as stream:
            self._say(f"{file.name}")
            batch_id, known = self._begin(catalogue, file.name, stream)
            if known:
                self._say(f"  was imported before (import {batch_id})")
                return IN_ORDER
            progress = ShownProgress(self._registry, batch_id, self._out)
            try:
                with self._env() as env:
                    batch = env["garage.catalog.batch"].browse(batch_id)
                    batch._import_stream(stream, brand, progress)
                    return self._report(batch)
            except BaseException:
                self._give_up(batch_id)
                raise

    def _begin(self, catalogue: str, name: str, stream: Any) -> tuple[int, bool]:
        """Return the import to fill, or the one that took the file over before."""
        with self._env() as env:
            source = env["garage.catalog.source"].search([("name", "=", catalogue)])
            if not source:
                raise UserError(
                    env._("There is no catalogue “%(name)s”.", name=catalogue)
                )
            source.check_access("write")
            if done := source._find_done(source._open_file(stream).digest):
                return done.id, True
            return source._create_batch(name).id, False

    def _give_up(self, batch_id: int) -> None:
        """Leave no import behind that looks as if it went on."""
        with self._env() as env:
            batch = env["garage.catalog.batch"].browse(batch_id)
            if batch.state == "queued":
                batch._stop("failed", batch._get_broken_text({}))

    def _undo(self, batch_id: int) -> int:
        with self._env() as env:
            batch = env["garage.catalog.batch"].browse(batch_id).exists()
            if not batch:
                raise UserError(
                    env._("There is no import %(number)s.", number=batch_id)
                )
            batch._undo_now()
            self._say(f"{batch.file_name} (import {batch.id}) was taken back")
        return IN_ORDER

    def _report(self, batch: Any) -> int:
        done = batch.state == "done"
        self._say(f"\r  {'imported' if done else 'refused'} (import {batch.id})")
        fields = batch._fields
        for name in _COUNTS if done else ():
            if batch[name]:
                self._say(f"  {fields[name].string}: {batch[name]}")
        for line in (batch.log or "").splitlines():
            self._say(f"  {line}")
        return IN_ORDER if done else REFUSED

    @contextmanager
    def _env(self):
        """Yield what this person may do; stores it when the block ends well."""
        with self._registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            user = env["res.users"].search([("login", "=", self._login)])
            if not user:
                raise UserError(
                    env._("There is no user “%(login)s”.", login=self._login)
                )
            yield api.Environment(cr, user.id, {"lang": user.lang, "tz": user.tz})

    def _say(self, text: str) -> None:
        self._out.write(f"{text}\n")
        self._out.flush()
