from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain import inspection


class GarageInspectionLine(models.Model):
    """From a red or amber item to a job that is offered to the customer."""

    _inherit = "garage.inspection.line"

    has_job = fields.Boolean(compute="_compute_has_job", compute_sudo=True)

    @api.depends("job_id.state")
    def _compute_has_job(self):
        for line in self:
            line.has_job = bool(line.job_id) and line.job_id.state != "cancelled"

    def action_propose_job(self):
        """Offer the work that this item needs; photos and words go along."""
        self.ensure_one()
        self._propose_jobs()
        return True

    def action_open(self):
        """Open the item with its photos."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _propose_jobs(self, workorder=None):
        """Make one job per item, or per template when items share it; return them.

        Reached by advisers with the right to add jobs, and by mechanics through
        ``_propose_from_phone``.

        :param workorder: visit that gets the jobs, when not that of the inspection
        """
        jobs = self.env["garage.job"]
        for line in self:
            visit = workorder or line.workorder_id
            if line.result not in ("amber", "red"):
                raise UserError(
                    self.env._(
                        "“%(item)s” is not amber or red, so there is nothing to do.",
                        item=line.name,
                    )
                )
            if not line.has_job:
                line.job_id = line._find_same_job(visit) or line._create_job(visit)
                line.job_id._learn_from_inspection()
            jobs |= line.job_id
        return jobs

    def _find_same_job(self, workorder):
        """A job of the visit for another item that needs the same work."""
        return workorder.job_ids.filtered(
            lambda job: (
                self.template_id
                and job.template_id == self.template_id
                and job.state == "draft"
            )
        )[:1]

    def _create_job(self, workorder):
        if self.template_id:
            return workorder.add_jobs_from_templates(self.template_id)
        workorder._check_open()
        lang = workorder._get_customer_lang()
        return self.env["garage.job"].create(
            {"workorder_id": workorder.id, "name": self.with_context(lang=lang).name}
        )

    def _get_finding_text(self):
        """What the job says about this item, in the customer's language."""
        line = self.with_context(lang=self.workorder_id._get_customer_lang())
        title = " ".join(part for part in (line.name, line.value_text) if part)
        return f"{title}: {line.customer_text}" if line.customer_text else title

    def _get_photos(self):
        """Photos that the customer may see; videos stay on the report."""
        shown = self.media_ids.filtered(
            lambda media: media.customer_visible and media.kind != "video"
        )
        return shown.attachment_id

    def _hand_photos_to_job(self):
        """A photo that arrives after the proposal still goes along to the job."""
        job = self.job_id
        if job.state in ("draft", "awaiting_approval"):
            # reached by mechanics, who may not write on jobs; photos only
            job.sudo().photo_ids |= self._get_photos()

    def _create_attachment(self, raw, mimetype):
        ending = {"image/jpeg": "jpg", "video/webm": "webm", "video/quicktime": "mov"}
        return self.env["ir.attachment"].create(
            {
                "name": f"{self.name}.{ending.get(mimetype, 'mp4')}",
                "raw": raw,
                "mimetype": mimetype,
                "res_model": "garage.inspection",
                "res_id": self.inspection_id.id,
            }
        )

    def _get_worst(self):
        return inspection.worst(self.mapped("result"))
