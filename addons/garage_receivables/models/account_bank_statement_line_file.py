from odoo import api, models
from odoo.exceptions import UserError

from ..domain import camt


class AccountBankStatementLine(models.Model):
    """Bank files: checked before they are read, every payment named once."""

    _inherit = "account.bank.statement.line"

    @api.model
    def _garage_check_file(self, data):
        """Return what is readable of a CAMT file, None for other formats.

        :raises UserError: the file is damaged as a whole
        """
        try:
            return camt.check(data)
        except camt.DamagedFileError as error:
            raise UserError(
                self.env._(
                    "This bank file is damaged: it cannot be read from line %(line)s "
                    "on. Nothing was imported. Download the file from the bank again "
                    "and import the new one.",
                    line=error.line,
                )
            ) from error

    @api.model
    def _garage_file_problems(self, data):
        """Return the payments of an imported file that had to be left out."""
        try:
            checked = camt.check(data)
        except camt.DamagedFileError:
            # an archive of files, for instance: each file in it was checked already
            return ()
        return checked.problems if checked else ()

    @api.model
    def _garage_name_payments(self, rows):
        """Give payments without a name of the bank's one that is always the same."""
        unnamed = [vals for vals in rows if not vals.get("unique_import_id")]
        for vals, unique in zip(unnamed, camt.import_ids(unnamed), strict=True):
            vals["unique_import_id"] = unique
