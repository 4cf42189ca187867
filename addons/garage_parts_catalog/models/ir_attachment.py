import hashlib
import io
import os
import tempfile

from odoo import api, models

_PIECE = 1 << 20


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def _garage_open(self):
        """Return the content as a file, without holding it in memory."""
        self.ensure_one()
        if self.store_fname:
            return open(self._full_path(self.store_fname), "rb")
        return io.BytesIO(self.raw or b"")

    @api.model
    def _garage_keep(self, stream, name, model):
        """Return an attachment with what the stream holds, kept piece by piece."""
        values = {
            "name": name,
            "res_model": model,
            "res_id": 0,
            "mimetype": "application/octet-stream",
        }
        if self._storage() != "file":
            return self.create({**values, "raw": stream.read()})
        folder = self._full_path("upload")
        os.makedirs(folder, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as copy:
            try:
                content = self._garage_copy(stream, copy)
                attachment = self.create(values)
                attachment._garage_put(content, copy.name)
            except BaseException:
                os.unlink(copy.name)
                raise
        return attachment

    @api.model
    def _garage_copy(self, stream, target):
        """Copy the stream; return what an attachment knows of its content."""
        digest, size = hashlib.sha1(usedforsecurity=False), 0
        while piece := stream.read(_PIECE):
            target.write(piece)
            digest.update(piece)
            size += len(piece)
        target.flush()
        checksum = digest.hexdigest()
        return {
            "checksum": checksum,
            "file_size": size,
            "store_fname": f"{checksum[:2]}/{checksum}",
        }

    def _garage_put(self, content, path):
        """Move a file that is already in the file store to where it belongs."""
        fname = content["store_fname"]
        # Odoo's own way past the fields that users must not write
        models.BaseModel.write(self, content)
        # stored before the file is there, so that cleaning up waits for this user
        self.flush_recordset()
        self._mark_for_gc(fname)
        full_path = self._full_path(fname)
        os.makedirs(os.path.dirname(full_path), exist_ok=True)
        os.replace(path, full_path)
