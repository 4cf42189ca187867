import base64
import io

from odoo import fields, models
from odoo.exceptions import UserError


class GarageCatalogUpload(models.AbstractModel):
    """What the windows share that take a file over."""

    _name = "garage.catalog.upload"
    _description = "Upload of a file"

    file = fields.Binary(attachment=False)
    file_name = fields.Char()

    def _stream(self):
        """Return the uploaded file; refuses an empty one."""
        content = base64.b64decode(self.with_context(bin_size=False).file or b"")
        if not content:
            raise UserError(self.env._("Choose a file that is not empty."))
        return io.BytesIO(content)

    def _list_stream(self):
        """Return the uploaded list; of a workbook its first sheet as CSV."""
        stream = self.env["garage.catalog.source"]._as_text(self._stream())
        stream.seek(0)
        return stream

    def _reopen_as(self, title):
        """Show this window again, with what it holds now."""
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
            "name": title,
        }
