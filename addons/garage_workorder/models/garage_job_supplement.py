from odoo import models

from ..domain import states


class GarageJob(models.Model):
    """Lines added to a job after its approval: a supplement with its own answer.

    The approved order stays as it is. What goes beyond it waits on a further order of
    the same visit; within the tolerance it joins the approved order by itself.
    """

    _inherit = "garage.job"

    def action_override(self, reason):
        result = super().action_override(reason)
        self._absorb_extra()
        return result

    def _get_line_order(self):
        """Order that a new line of this job belongs to."""
        self.ensure_one()
        approved = self.state in states.APPROVED and self.order_id.state == "sale"
        if approved and not self._is_covered():
            return self.workorder_id._get_open_order()
        return self.order_id

    def _get_extra_lines(self):
        """Lines beyond the approval that wait for the customer's answer."""
        jobs = self.filtered(
            lambda job: job.state in states.APPROVED and job.order_id.state == "sale"
        )
        return jobs.line_ids.filtered(
            lambda line: (
                line.order_id != line.garage_job_id.order_id
                and line.order_id.state in ("draft", "sent")
            )
        )

    def _get_extra_sections(self):
        return self.share_line_ids.filtered("display_type")

    def _get_all_orders(self):
        """Every order that has a line of these jobs."""
        return self.order_id | self.line_ids.order_id | self.payer_order_id

    def _after_lines_changed(self):
        """Keep shares and supplements right after lines came, changed or went."""
        # whoever may change the lines; see garage.workorder._orders
        for job in self.sudo():
            if job.payer_kind != "customer":
                job._sync_shares()
            if job.state in states.APPROVED:
                job._absorb_extra()

    def _absorb_extra(self):
        """Within the tolerance or the override extra lines are approved work."""
        for job in self.sudo().with_context(garage_sharing=True):
            extra = job._get_extra_lines()
            if not extra:
                continue
            if job.needs_approval:
                job._ensure_extra_section(extra[0].order_id)
                continue
            orders = extra.order_id
            extra.write({"order_id": job.order_id.id})
            extra._action_launch_stock_rule()
            job._get_extra_sections().filtered(
                lambda line, orders=orders: line.order_id in orders
            ).unlink()
            orders.filtered(lambda order: not order.order_line).unlink()
            if job.state == "done":
                job._issue_parts()

    def _ensure_extra_section(self, order):
        """Title above the extra lines of a job on a further order."""
        if self._get_extra_sections().filtered(lambda line: line.order_id == order):
            return
        self.env["sale.order.line"].create(
            {
                "order_id": order.id,
                "garage_for_job_id": self.id,
                "display_type": "line_section",
                "name": self.env._("%(job)s: extra work", job=self.name),
                "sequence": self._get_section_sequence(),
            }
        )

    def _move_to_further_order(self):
        """Move what has no answer yet to a further order of the same work order."""
        for workorder, jobs in self.grouped("workorder_id").items():
            order = workorder._create_order()
            fresh = jobs.filtered(lambda job: job.state not in states.APPROVED)
            lines = fresh.line_ids | fresh.section_line_id
            raised = jobs - fresh
            lines |= raised._get_extra_lines() | raised._get_extra_sections().filtered(
                lambda line: line.order_id.state in ("draft", "sent")
            )
            fresh.order_id = order
            lines.with_context(garage_sharing=True).write({"order_id": order.id})

    def _restore_approved(self):
        """The customer said no to the extra: the job is again what was approved."""
        for job in self.with_context(garage_sharing=True):
            extra = job._get_extra_lines()
            (
                extra
                | job._get_extra_sections().filtered(
                    lambda line: line.order_id.state in ("draft", "sent")
                )
            ).unlink()
            approved = job.workorder_id._get_approved_jobs().get(job.id) or {}
            rows = {row.get("line_id"): row for row in approved.get("lines", ())}
            for line in job.line_ids:
                if line.id in rows:
                    line._restore_garage_line(rows[line.id])
            if job.payer_kind != "customer":
                job._sync_shares()
