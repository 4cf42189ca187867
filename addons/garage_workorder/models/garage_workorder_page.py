import json
import secrets

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import formatLang

from ..domain import customer, snapshot


class GarageWorkorder(models.Model):
    """What the customer's page shows: where the car is, what is next, what to pay."""

    _inherit = "garage.workorder"

    def _get_page_values(self):
        """Everything the customer's page shows; records as superuser."""
        self.ensure_one()
        pending = self._get_asked_jobs()
        shown = self.job_ids.filtered(
            lambda job: job.state not in ("draft", "cancelled")
        )
        stage = self._get_customer_stage()
        return {
            "workorder": self,
            "locale": (self.env.lang or "en_US").replace("_", "-"),
            "money_pattern": self.currency_id.format(0).replace(
                formatLang(self.env, 0, digits=self.currency_id.decimal_places), "{}"
            ),
            "tz": self._get_customer_tz(),
            "company": self.company_id,
            "pending": pending,
            "answered": shown - pending,
            "approval": self.approval_ids[:1],
            "stage": stage,
            "steps": self._get_page_steps(stage),
            "sentence": self._get_customer_sentence(),
            "documents": self._get_page_documents(),
            "version_of_page": self._get_page_version(),
            "version": self._get_estimate_version() if pending else "",
            "fees_may_move": bool(pending) and self._may_fees_move(),
            "answer_totals": _to_json(self._get_answer_totals()),
            "page_state": self._get_page_state(),
            "request_key": secrets.token_urlsafe(12),
            "tablet": False,
            "back_url": "",
            "form_action": f"/garage/w/{self.access_token}/answer",
        }

    def _get_page_steps(self, stage):
        """Steps of the visit with a word each, for the line on top of the page."""
        _ = self.env._
        words = {
            "received": _("Received"),
            "answer": _("Your answer"),
            "work": _("In work"),
            "ready": _("Ready"),
            "collected": _("Collected"),
        }
        return [
            {"key": key, "state": state, "text": words[key]}
            for key, state in customer.steps(stage)
        ]

    def _get_page_documents(self):
        """Documents that the customer may see: ``{"id", "name", "date"}``."""
        self.ensure_one()
        return []

    def _get_page_document(self, document_id):
        """Attachment of one document that the customer may see, or none."""
        self.ensure_one()
        return self.env["ir.attachment"]

    def _get_page_facts(self):
        """What makes an open page look again when it changes, as plain values."""
        self.ensure_one()
        return [
            self._get_customer_stage(),
            self._get_customer_sentence(),
            str(self.promised_at or ""),
            [[job.id, job.state, job.amount_total] for job in self.job_ids],
            [document["id"] for document in self._get_page_documents()],
        ]

    def _get_page_state(self):
        """Short digest that an open page asks for now and then."""
        return snapshot.digest(snapshot.canonical(self._get_page_facts()))[:16]

    def action_sign_on_tablet(self):
        """Open the page for the customer's finger; it leads back to the form."""
        self.ensure_one()
        self.check_access("write")
        self._check_open()
        jobs = self._get_pending_jobs()
        if not jobs:
            raise UserError(self.env._("There is no job to approve. Add a job first."))
        jobs.filtered(lambda job: job.state == "draft")._await_approval()
        self._get_customer_url()
        return {
            "type": "ir.actions.act_url",
            "url": f"/garage/sign/{self.id}",
            "target": "self",
        }


def _to_json(totals):
    return json.dumps(totals) if totals else ""
