import base64

from odoo import models
from odoo.exceptions import UserError

from ..clients import spreadsheet
from ..domain import import_table

_SPREADSHEET = "xlsx"


class GarageImport(models.Model):
    """Reading the file, and giving back the rows that could not be taken over."""

    _inherit = "garage.import"

    def _get_table(self):
        """Return the table of the file; says in words what is wrong with it."""
        content = self._get_content()
        try:
            if content.startswith(b"PK\x03\x04"):
                lines = spreadsheet.read_rows(content)
                return import_table.to_table(lines)
            return import_table.read_text(
                content, self.encoding or None, self.delimiter or None
            )
        except import_table.TableError as error:
            raise UserError(self._get_file_error(error.code)) from error
        except spreadsheet.SpreadsheetError as error:
            raise UserError(self._get_file_error("spreadsheet")) from error

    def _get_file_error(self, code):
        return {
            "empty": self.env._("The file is empty. Choose another one."),
            "not_text": self.env._(
                "This is no table. Save it as CSV or Excel (.xlsx) and choose it again."
            ),
            "spreadsheet": self.env._(
                "This spreadsheet cannot be read. Open it and save it as .xlsx or CSV,"
                " with at most 200,000 rows."
            ),
            "decode": self.env._(
                "The file is not written in this encoding. Choose another encoding."
            ),
        }[code]

    def _write_error_file(self, table, bad):
        """Keep the bad rows with the reason in a last column, in the same format.

        :param bad: the cells of each row and the reason
        """
        if not bad:
            self.write({"error_file": False, "error_name": False})
            return
        title = self.env._("Why it was not imported")
        rows = [(*table.headings, title), *bad]
        stem = (self.name or "file").rsplit(".", 1)[0]
        if table.delimiter:
            content, suffix = import_table.write_text(rows, table.delimiter), "csv"
        else:
            content, suffix = spreadsheet.write_rows(rows), _SPREADSHEET
        self.write(
            {
                "error_file": base64.b64encode(content),
                "error_name": f"{stem}-{self.env._('errors')}.{suffix}",
            }
        )
