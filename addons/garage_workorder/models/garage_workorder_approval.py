from odoo import api, fields, models

from ..domain import snapshot
from ..exceptions import ApprovalRefused

PENDING = ("draft", "awaiting_approval")


def _is_open(order):
    return order.state in ("draft", "sent")


class GarageWorkorder(models.Model):
    """Asking the customer and keeping the answer, job by job."""

    _inherit = "garage.workorder"

    has_pending = fields.Boolean(compute="_compute_has_pending", compute_sudo=True)

    @api.depends("job_ids.state", "job_ids.needs_approval")
    def _compute_has_pending(self):
        for workorder in self:
            workorder.has_pending = bool(workorder._get_pending_jobs())

    def action_send_estimate(self):
        """Put the open jobs before the customer: renew the link and mail it."""
        self.ensure_one()
        self.check_access("write")
        self._check_open()
        jobs = self._get_pending_jobs()
        if not jobs:
            raise ApprovalRefused(
                self.env._("There is no job to approve. Add a job first.")
            )
        self._renew_link()
        self.estimate_sent_at = fields.Datetime.now()
        jobs.filtered(lambda job: job.state == "draft")._await_approval()
        self._mark_orders_sent()
        return self._mail_estimate()

    def action_note_approval(self):
        """Open the form in which staff note what the customer said."""
        self.ensure_one()
        if not self._get_pending_jobs():
            raise ApprovalRefused(self.env._("There is no job to approve."))
        action = self.env["ir.actions.actions"]._for_xml_id(
            "garage_workorder.garage_approval_wizard_action"
        )
        action["context"] = {"default_workorder_id": self.id}
        return action

    def _get_pending_jobs(self):
        """Jobs that need an answer: new ones and ones that became dearer."""
        return self.job_ids.filtered(
            lambda job: job.state in PENDING or job.needs_approval
        )

    def _get_asked_jobs(self):
        """Pending jobs that the customer was asked about, without drafts."""
        return self._get_pending_jobs().filtered(lambda job: job.state != "draft")

    def _get_estimate_version(self):
        """Digest of what is offered now; changes when a job, line or price does."""
        self.ensure_one()
        workorder = self.sudo()
        jobs = [job._get_snapshot() for job in workorder._get_asked_jobs()]
        offered = {"jobs": jobs, "findings": workorder._get_finding_snapshot()}
        return snapshot.digest(snapshot.canonical(offered))

    def _decide(self, decisions, channel, who, **evidence):
        """Record the customer's answer and act on it.

        Private: the page calls it after checking the token, the form for staff after
        checking the right to write.

        :param decisions: {job id: True for yes, False for no}; others stay open
        :param channel: link, tablet, phone or counter
        :param who: name of the person who answered
        :param evidence: version, signature (PNG bytes), ip, note, and at: when the
            customer said it, if that was earlier
        :raises ApprovalRefused: already answered, changed or withdrawn
        """
        self.ensure_one()
        workorder = self.sudo().with_company(self.company_id)
        workorder._take_turn()
        jobs = workorder._check_can_decide(decisions, evidence.pop("version", None))
        workorder._check_answer_time(evidence.get("at"))
        yes = jobs.filtered(lambda job: decisions[job.id])
        agreed = workorder._agree_on_fees(yes, jobs)
        approval = workorder._create_approval(
            agreed, yes, jobs, channel=channel, who=who, **evidence
        )
        workorder._apply_decisions(yes, jobs - yes, approval)
        return approval.with_env(self.env)

    def _check_can_decide(self, decisions, version):
        pending = self._get_pending_jobs()
        jobs = pending.filtered(lambda job: job.id in decisions)
        if self.state in ("cancelled", "handed_over"):
            raise ApprovalRefused(
                self.env._("This visit is closed, so nothing can be approved anymore.")
            )
        if not pending:
            raise ApprovalRefused(self._get_answered_text())
        if len(jobs) != len(decisions) or (
            version and version != self._get_estimate_version()
        ):
            raise ApprovalRefused(
                self.env._(
                    "The estimate was changed since you opened it. "
                    "Please look at the new prices and answer again."
                )
            )
        if not jobs:
            raise ApprovalRefused(self.env._("Choose yes or no for at least one job."))
        return jobs

    def _get_answered_text(self):
        last = self.approval_ids[:1]
        if not last:
            return self.env._("There is nothing to approve at the moment.")
        return self.env._(
            "This was already answered by %(who)s. There is nothing left to approve.",
            who=last.who,
        )

    def _create_approval(self, snapshots, yes, jobs, channel, who, **evidence):
        """Freeze what was shown and what was answered."""
        values = {
            "workorder_id": self.id,
            "channel": channel,
            "who": who,
            # by link nobody of the garage was there
            "user_id": False if channel == "link" else self.env.uid,
            **evidence,
        }
        values["line_ids"] = [
            fields.Command.create(
                {
                    "job_id": job.id,
                    "name": job.name,
                    "decision": "approved" if job in yes else "declined",
                    "amount": job.amount_total,
                }
            )
            for job in jobs
        ]
        return self.env["garage.approval"]._freeze(self, snapshots, values)

    def _apply_decisions(self, yes, no, approval):
        undecided = self._get_pending_jobs() - yes - no
        orders = (yes | no)._get_all_orders()
        no._decline(approval)
        yes._approve(approval)
        undecided.filtered(
            lambda job: job._get_all_orders().filtered(_is_open) & orders
        )._move_to_further_order()
        self._settle_orders(orders)
        # approved after the work was done: what was fitted leaves the stock now
        yes.filtered(lambda job: job.state == "done")._issue_parts()
        self._sync_state()
        self._post_decision(yes, no, approval)
        self._notify_board()

    def _settle_orders(self, orders):
        """Confirm orders with approved jobs, drop those that kept nothing."""
        fresh = orders.exists().filtered(_is_open)
        kept = fresh.filtered("order_line")
        kept.action_confirm()
        (fresh - kept)._action_cancel()

    def _post_decision(self, yes, no, approval):
        labels = dict(approval._fields["channel"]._description_selection(self.env))
        self.message_post(
            body=self.env._(
                "%(who)s answered (%(channel)s). Approved: %(yes)s. Declined: %(no)s.",
                who=approval.who,
                channel=labels[approval.channel],
                yes=", ".join(yes.mapped("name")) or "-",
                no=", ".join(no.mapped("name")) or "-",
            ),
            author_id=self.partner_id.id if approval.channel == "link" else None,
        )

    def _mark_orders_sent(self):
        drafts = self._orders().filtered(lambda order: order.state == "draft")
        drafts.write({"state": "sent"})

    def _notify_link_only(self):
        message = self.env._(
            "The estimate could not be sent to %(name)s: there is no working address. "
            "Show the QR code on the estimate, or copy the customer's link from the "
            "work order.",
            name=self.partner_id.name,
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
