import json

from odoo import models

from ..domain import changes


class GarageWorkorder(models.Model):
    """What changed since the customer approved."""

    _inherit = "garage.workorder"

    def _get_changes_since_approval(self):
        """Return the difference between what was approved and now as plain data.

        Each job is compared with the last approval that said yes to it.

        :returns: None without an approval, else ``approved_at`` (UTC text), ``who``,
            ``intact`` (no evidence of this visit was tampered with), ``total_before``,
            ``total_now``, ``jobs`` as ``domain.changes.compare_job`` tells them and
            ``inspections`` as ``domain.changes.compare_items`` does
        """
        self.ensure_one()
        if not self.approval_ids:
            return None
        approved = self._get_approved_jobs()
        shown = self.job_ids.filtered(
            lambda job: job.state not in ("declined", "cancelled")
        )
        now = {job.id: job._get_snapshot() for job in shown}
        # jobs that were approved and then taken off come last
        ids = [*now, *(job_id for job_id in approved if job_id not in now)]
        rows = [
            changes.compare_job(approved.get(job_id), now.get(job_id)) for job_id in ids
        ]
        last = self.approval_ids[0]
        return {
            "approved_at": str(last.at),
            "who": last.who,
            "intact": all(self.approval_ids.mapped("is_intact")),
            "total_before": sum(job["total"] for job in approved.values()),
            "total_now": sum(job["total"] for job in now.values()),
            "jobs": [row for row in rows if row],
            "inspections": self._get_inspection_changes(),
        }

    def _get_inspection_changes(self):
        """What of the inspection is another now than at the last approval."""
        seen = json.loads(self.approval_ids.sorted("id")[-1].snapshot)
        if "inspections" not in seen:
            # evidence of a time when the inspection was not frozen
            return []
        return changes.compare_items(
            _get_items(seen["inspections"]),
            _get_items(self._get_inspection_snapshot()),
        )

    def _get_approved_jobs(self):
        """Return {job id: plain job} as last approved, read from the evidence."""
        jobs = {}
        for approval in self.approval_ids.sorted("id"):
            for job in json.loads(approval.snapshot)["jobs"]:
                if job["decision"] == "approved":
                    jobs[job["job_id"]] = job
        return jobs


def _get_items(inspections):
    return [item for record in inspections for item in record["items"]]
