import hashlib
import json
import tempfile
from itertools import islice

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain.formats.aces import AcesReader
from ..domain.formats.bmecat import BmecatReader
from ..domain.formats.csv_profile import (
    CsvProfile,
    detect_profile,
    sample_lines,
    split_lines,
)
from ..domain.formats.csv_reader import read_articles
from ..domain.formats.datanorm import DatanormReader
from ..domain.formats.kinds import HEAD, detect_kind
from ..domain.formats.pies import PiesReader
from ..domain.formats.xlsx import as_csv, is_workbook
from ..domain.formats.xml_records import PartChoice
from ..domain.issues import CatalogFileError, LineIssue
from ..domain.rows import TextLine
from ..tools import undo
from ..tools.bulk_load import try_lock
from ..tools.catalog_import import OpenFile

PREVIEW_ROWS = 20
PREVIEW_LINES = 50_000


class GarageCatalogSource(models.Model):
    _inherit = "garage.catalog.source"

    def _import_file(self, file_name, stream, profile=None, brand_name=None):
        """Import one file as a whole or not at all and return its batch.

        ``stream`` is a seekable binary file.  The same file with the same mapping
        returns the batch of the first time and changes nothing.
        """
        self.ensure_one()
        self.check_access("write")
        file = self._open_file(stream, profile)
        if done := self._find_done(file.digest):
            return done
        batch = self.env["garage.catalog.batch"].create(
            {"source_id": self.id, "file_name": file_name}
        )
        batch._lock_catalogue()
        batch._take_over(file, brand_name)
        return batch

    def _take_in(self, attachment, file_name, layout=None, brand_name=None):
        """Import a kept file in a job of its own; returns its batch."""
        self.ensure_one()
        self.check_access("write")
        batch = self._create_batch(
            file_name,
            attachment_id=attachment.id,
            layout=layout,
            brand_name=brand_name,
        )
        attachment.write({"res_model": batch._name, "res_id": batch.id})
        batch._launch()
        return batch

    def _create_batch(self, file_name, **values):
        """Return the record of an import that is about to begin."""
        batch = self.env["garage.catalog.batch"].create(
            {
                "source_id": self.id,
                "file_name": file_name,
                "state": "queued",
                **values,
            }
        )
        self.env["garage.catalog.progress"]._start_anew(batch)
        return batch

    def _open_file(self, stream, profile=None):
        """Return the file with what it is, how it is read and its fingerprint."""
        stream = self._as_text(stream)
        kind = self._detect_kind(stream)
        profile = self._complete_profile(stream, profile) if kind == "csv" else None
        digest = self._fingerprint(stream, profile)
        return OpenFile(stream, kind, digest, profile)

    def _find_done(self, digest):
        """Return the catalogue's last import if it took over this very file.

        After another file the same one may say something else again: an older list,
        or prices that came before their articles.
        """
        last = self.batch_ids.search(
            [("source_id", "=", self.id), ("state", "=", "done")],
            order="started desc, id desc",
            limit=1,
        )
        return last.filtered(lambda batch: batch.sha256 == digest)

    def _try_lock(self):
        """Return whether no other import of this catalogue is running."""
        return try_lock(self.env.cr, self.id)

    def _finish(self, batch, work, profile):
        """Write the result of a good file and refresh what hangs on it."""
        self.env.invalidate_all()
        undo.keep_source(self.env.cr, batch.id, self.id)
        batch._finish(work)
        self.last_batch_id = batch
        if profile:
            self.profile = profile.to_dict()
        self.env["garage.catalog.item"]._refresh_supplier_prices(batch)

    def _as_text(self, stream):
        """Return the lines of an Excel workbook; other files come back as they are."""
        if not is_workbook(stream):
            return stream
        out = tempfile.TemporaryFile()  # noqa: SIM115 (goes with its last reader)
        try:
            as_csv(stream, out)
        except CatalogFileError as error:
            raise UserError(self._error_text(error)) from error
        return out

    def _detect_kind(self, stream):
        """Tell by its beginning what a file is and refuse what cannot be read."""
        stream.seek(0)
        head = stream.read(HEAD)
        stream.seek(0)
        try:
            return detect_kind(head)
        except CatalogFileError as error:
            raise UserError(self._error_text(error)) from error

    def _complete_profile(self, stream, values):
        """Return the layout to read with: the given one or a guess."""
        guess = self._guess_profile(stream)
        if not values:
            return guess
        given = CsvProfile.from_dict({**guess.to_dict(), **values})
        if "number" not in given.columns:
            raise UserError(self._error_text(CatalogFileError("no_number")))
        return given

    def _guess_profile(self, stream):
        try:
            guess = detect_profile(stream)
        except CatalogFileError as error:
            raise UserError(self._error_text(error)) from error
        saved = CsvProfile.from_dict(self.profile or {})
        if self.profile and saved.looks_like(guess):
            return CsvProfile.from_dict(
                {**self.profile, "encoding": guess.encoding, "skip": guess.skip}
            )
        return guess

    def _fingerprint(self, stream, profile):
        """Return the digest of content and mapping."""
        digest = hashlib.sha256()
        while part := stream.read(1 << 20):
            digest.update(part)
        stream.seek(0)
        if profile:
            digest.update(json.dumps(profile.to_dict(), sort_keys=True).encode())
        return digest.hexdigest()

    def _error_text(self, error):
        return self.env["garage.catalog.messages"]._file_error_text(error)

    def _preview(self, stream, values=None):
        """Return what the file is and its first rows, without changing anything."""
        stream = self._as_text(stream)
        kind = self._detect_kind(stream)
        if kind == "csv":
            profile = self._complete_profile(stream, values)
            found = self._read_first(read_articles(stream, profile))
            return {"kind": kind, "profile": profile, **found}
        if kind in ("pies", "bmecat"):
            made = {"pies": PiesReader, "bmecat": BmecatReader}[kind]
            reader = made(stream, self._get_part_choice())
        else:
            reader = {"aces": AcesReader, "datanorm": DatanormReader}[kind](stream)
        found = self._read_first(reader)
        return {"kind": kind, "header": reader.header, **found}

    def _get_part_choice(self):
        """Return which of several prices and texts of a file is ours."""
        language = self.env.user.lang or "en_US"
        wanted = (self.cost_price_type or "").upper().replace(",", " ").split()
        return PartChoice(
            currency=self.currency_id.name,
            languages=(language[:2].upper(), "EN"),
            cost_types=tuple(wanted),
            on=fields.Date.context_today(self),
        )

    def _read_first(self, reader):
        """Return the first rows that a person can judge, and the damaged lines."""
        rows, issues = [], []
        try:
            for row in islice(reader, PREVIEW_LINES):
                if not isinstance(row, TextLine):
                    (issues if isinstance(row, LineIssue) else rows).append(row)
                if len(rows) + len(issues) >= PREVIEW_ROWS:
                    break
        except CatalogFileError as error:
            raise UserError(self._error_text(error)) from error
        return {"rows": rows, "issues": issues}

    def _sample_row(self, stream, profile):
        """Return the cells of the first line below the titles."""
        lines = sample_lines(self._as_text(stream), profile.encoding)
        rows = split_lines(lines, profile.delimiter)[profile.skip + profile.header :]
        return rows[0] if rows else []

    @api.model
    def _get_aces_brand_name(self, header):
        """Return a name for the sender's brand code, to be checked by a person."""
        code = header.brand_code
        brand = self.env["garage.catalog.brand"].search(
            [("code_aaia", "=", code)], limit=1
        )
        return brand.name or header.values.get("DocumentTitle") or code
