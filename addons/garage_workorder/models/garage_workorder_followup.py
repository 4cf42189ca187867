import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

LINK_DAYS = 90
ASKED = ("waiting", "asked")


class GarageWorkorder(models.Model):
    """The customer is asked once more about the declined work of a visit."""

    _inherit = "garage.workorder"

    followup_token = fields.Char(copy=False, groups="base.group_system")
    followup_expires_at = fields.Datetime(copy=False, readonly=True)

    _followup_token_uniq = models.UniqueIndex(
        "(followup_token) WHERE followup_token IS NOT NULL",
        "This link is already used.",
    )

    def _get_followup_jobs(self):
        """Declined jobs of this visit that may still be offered again."""
        self.ensure_one()
        return self.job_ids.filtered(
            lambda job: (
                job.state == "declined"
                and job.followup_state in ASKED
                and not job._is_offered_again()
            )
        )

    def _follow_up(self):
        """Send one message about all declined work of the visit, or say why not."""
        self.ensure_one()
        due = self.job_ids.filtered(lambda job: job.followup_state == "waiting")
        reason = self._get_followup_stop()
        if reason:
            due._stop_followup(reason)
            return
        if self.vehicle_id._get_open_workorders():
            return  # it stands here: the adviser offers it in person, see the intake
        message = self._garage_message_plan(
            "declined",
            "garage_workorder.mail_template_declined",
            key=f"workorder-{self.id}-declined-{min(due.mapped('followup_date'))}",
            reminder=True,
        )
        if message.state == "cancelled":
            due._stop_followup(message.reason)
            return
        due.write({"followup_state": "asked", "followup_at": fields.Datetime.now()})

    def _get_followup_stop(self):
        """Why the customer is not asked again; empty when nothing speaks against it."""
        _ = self.env._
        if not self._get_followup_jobs():
            return _("It was offered again at a later visit.")
        if not self.vehicle_id.active:
            return _("The vehicle is archived.")
        owners = self.vehicle_id.owner_id | self.vehicle_id.driver_id
        if self.partner_id not in owners:
            return _("The vehicle has another customer now.")
        if self.partner_id.garage_no_reminders:
            return _("The customer wants no reminders.")
        return ""

    def _garage_message_wanted(self, message):
        if message.kind == "declined":
            reason = self._get_followup_stop()
            if reason:
                # not asked after all: it does not count as asked
                jobs = self._get_followup_jobs()
                jobs._stop_followup(reason)
                jobs.followup_at = False
                return False, reason
        return super()._garage_message_wanted(message)

    # --- the page behind the message ---------------------------------------------

    def _get_followup_url(self):
        """Address of the page on which the customer says yes or no."""
        self.ensure_one()
        # the token is hidden from everyone; the address goes to the customer only
        workorder = self.sudo()
        if not workorder.followup_token:
            workorder.followup_token = secrets.token_urlsafe(24)
            days = timedelta(days=LINK_DAYS)
            workorder.followup_expires_at = fields.Datetime.now() + days
        return f"{workorder.get_base_url()}/garage/f/{workorder.followup_token}"

    def _get_followup_photo_url(self, photo):
        return f"{self._get_followup_url()}/photo/{photo.id}"

    @api.model
    def _find_by_followup_token(self, token):
        """Visit of a follow-up link as superuser, empty when there is none."""
        now = fields.Datetime.now()
        return self._find_by_secret("followup_token", token).filtered(
            lambda visit: visit.followup_expires_at and visit.followup_expires_at > now
        )

    def _get_followup_values(self):
        """Everything the page shows."""
        self.ensure_one()
        return {
            "workorder": self,
            "company": self.company_id,
            "jobs": self._get_followup_jobs(),
            "wanted": self.job_ids.filtered(lambda job: job.followup_state == "wanted"),
            "day": format_date(self.env, self.handed_over_at or self.create_date),
        }

    def _answer_followup(self, form):
        """Take the customer's answer: a planned visit with the work, or a stop.

        :param form: ``answer`` (yes or no), ``wish`` and ``job_<id>`` of chosen jobs
        :raises UserError: with a plain sentence for the customer
        """
        self.ensure_one()
        self.lock_for_update()
        jobs = self._get_followup_jobs()
        if form.get("answer") == "no":
            jobs._stop_followup(self.env._("The customer said no by the link."))
            return self.browse()
        chosen = jobs.filtered(lambda job: form.get(f"job_{job.id}"))
        if not jobs or not chosen:
            raise UserError(self.env._("Please choose what we may plan, or call us."))
        visit = self._plan_followup_visit(chosen)
        chosen.write({"followup_state": "wanted"})
        self._tell_followup(visit, chosen, (form.get("wish") or "").strip()[:300])
        return visit

    def _plan_followup_visit(self, jobs):
        """A planned visit that offers the work again at today's prices."""
        visit = self.create(
            {
                "vehicle_id": self.vehicle_id.id,
                "partner_id": self.partner_id.id,
                "company_id": self.company_id.id,
                "adviser_id": self.adviser_id.id,
                "complaint": ", ".join(jobs.mapped("name")),
            }
        )
        for job in jobs:
            visit.add_declined_job(job.id)
        return visit

    def _tell_followup(self, visit, jobs, wish):
        visit.activity_schedule(
            "mail.mail_activity_data_call",
            summary=self.env._("Call to make an appointment"),
            note=self.env._(
                "%(customer)s said yes by the link to: %(jobs)s. Wish: %(wish)s",
                customer=self.partner_id.name,
                jobs=", ".join(jobs.mapped("name")),
                wish=wish or "-",
            ),
            user_id=(visit.adviser_id or self.company_id.garage_message_user_id).id
            or self.env.ref("base.user_admin").id,
        )
