from odoo import models
from odoo.exceptions import UserError


class AccountStatementImport(models.TransientModel):
    _inherit = "account.statement.import"

    def _parse_file(self, data_file):
        """Refuse a damaged file as a whole, leave out single damaged entries."""
        checked = self.env["account.bank.statement.line"]._garage_check_file(data_file)
        if checked is None:
            return super()._parse_file(data_file)
        if checked.entries and len(checked.problems) == checked.entries:
            raise UserError(
                self.env._(
                    "None of the %(count)s payments in this bank file can be read. "
                    "Nothing was imported. Ask the bank for a new file.",
                    count=checked.entries,
                )
            )
        return super()._parse_file(checked.data)

    def import_single_file(self, file_data, result):
        """Tell about the entries that were left out, beside the rest."""
        res = super().import_single_file(file_data, result)
        lines = self.env["account.bank.statement.line"]
        for problem in lines._garage_file_problems(file_data):
            result["notifications"].append(self._get_problem_text(problem))
        return res

    def _complete_stmts_vals(self, stmts_vals, journal, account_number):
        """Name every payment, so that the same one is never imported twice."""
        rows = [vals for statement in stmts_vals for vals in statement["transactions"]]
        self.env["account.bank.statement.line"]._garage_name_payments(rows)
        return super()._complete_stmts_vals(stmts_vals, journal, account_number)

    def _import_file(self):
        """Match the new lines as soon as they are in."""
        result = super()._import_file()
        statements = self.env["account.bank.statement"].browse(result["statement_ids"])
        statements.line_ids._garage_match()
        return result

    def action_import_and_match(self):
        """Import the file and show what matched."""
        self.ensure_one()
        result = self._import_file()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "garage_receivables.garage_match_action_screen"
        )
        action["target"] = "main"
        if not result["notifications"]:
            return action
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "sticky": True,
                "message": " ".join(result["notifications"]),
                "next": action,
            },
        }

    # --- words ----------------------------------------------------------------------

    def _get_problem_text(self, problem):
        texts = {
            "amount": self.env._(
                "the amount “%(value)s” is no number", value=problem.value
            ),
            "sign": self.env._("it is neither money in nor money out"),
            "date": self.env._("the day “%(value)s” is no date", value=problem.value),
            "pending": self.env._("the bank has not booked it yet"),
        }
        return self.env._(
            "Payment %(place)s of the file was left out: %(why)s. All others were "
            "imported.",
            place=problem.place,
            why=texts[problem.kind],
        )
