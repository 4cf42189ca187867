from uuid import uuid4

from odoo import models
from odoo.exceptions import UserError

#: seconds that a person waits for a page to come out of the printer
LONGEST_PRINT = 25


class GarageIotDevice(models.Model):
    _inherit = "garage.iot.device"

    def action_test_page(self):
        """Print a page with all that a receipt may need, and say how it went.

        :raises UserError: the box does not answer or refuses the page
        """
        self.ensure_one()
        self.check_access("write")
        result = self._print_test_page()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if result["ok"] else "warning",
                "message": result["text"],
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _print_test_page(self):
        """Print the page, keep the result in the history: ``ok``, ``ms``, ``text``."""
        self.ensure_one()
        if self.kind != "printer":
            raise UserError(self.env._("Only printers print a test page."))
        job = {
            "key": f"test:{uuid4()}",
            "printer": self.identifier,
            "kind": "test_page",
            "data": self._prepare_test_page(),
        }
        answer = self.box_id._call("POST", "/print", LONGEST_PRINT, ("print",), job)
        # Some printers cannot confirm: what was handed over counts, and is said.
        done = answer["state"] == "printed" or answer["code"] == "cannot_confirm"
        result = {"ok": done, "text": self._get_page_text(answer)}
        self.env["garage.iot.operation"]._note(self, "page", result)
        return result

    def _prepare_test_page(self):
        company = self.company_id
        return {
            "company": {"name": company.name, "lines": []},
            "title": self.env._("Test page"),
            "info": [
                [self.name, self.model_name or ""],
                [self.box_id.name, self.address or ""],
            ],
            "qr": {"text": self.get_base_url()},
            "barcode": "TEST-123",
        }

    def _get_page_text(self, answer):
        _ = self.env._
        if answer["state"] == "printed":
            return _("The test page is printed. Look at its letters and its width.")
        return {
            "cannot_confirm": _(
                "The test page was sent. This printer cannot confirm: look whether the "
                "paper came out."
            ),
            "not_confirmed": _(
                "The printer did not confirm the test page. Look whether the paper "
                "came out."
            ),
            "paper_out": _(
                "The printer has no paper. The page comes out after you put in a roll."
            ),
            "cover_open": _(
                "The cover of the printer is open. The page comes out after you close "
                "it."
            ),
        }.get(
            answer["code"],
            _("The printer has not printed the page. Check its power and its cable."),
        )
