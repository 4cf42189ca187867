from datetime import timedelta

from odoo import api, fields, models

PRICES = "garage_workorder.group_garage_prices"


class GarageJob(models.Model):
    """Declined work comes back by itself: a date, one message, an answer."""

    _inherit = "garage.job"

    followup_date = fields.Date(
        string="Offer again on", readonly=True, copy=False, index="btree_not_null"
    )
    followup_state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("asked", "Asked"),
            ("wanted", "Customer wants it"),
            ("converted", "Done after all"),
            ("stopped", "Stopped"),
        ],
        string="Follow-up",
        readonly=True,
        copy=False,
    )
    followup_reason = fields.Char(string="Why", readonly=True, copy=False)
    followup_at = fields.Datetime(string="Asked on", readonly=True, copy=False)
    followed_amount = fields.Monetary(
        compute="_compute_followed_amount",
        store=True,
        groups=PRICES,
        string="Asked again",
    )
    converted_amount = fields.Monetary(
        readonly=True, copy=False, groups=PRICES, string="Done after all"
    )
    converted_at = fields.Datetime(readonly=True, copy=False)

    @api.depends("followup_at", "declined_amount")
    def _compute_followed_amount(self):
        for job in self:
            job.followed_amount = job.declined_amount if job.followup_at else 0.0

    def action_stop_followup(self):
        """Do not offer this work by message again."""
        self.check_access("write")
        self._stop_followup(self.env._("Stopped by %s", self.env.user.name))

    def _decline(self, approval):
        result = super()._decline(approval)
        for job in self.filtered(lambda job: job.state == "declined"):
            job._plan_followup()
        return result

    def _approve(self, approval):
        result = super()._approve(approval)
        self._note_conversion()
        return result

    def _plan_followup(self):
        """Offer again after days that depend on how urgent it is."""
        days = self.company_id._get_garage_follow_days(self.severity)
        if not days or not self.declined_amount:
            return
        today = fields.Date.context_today(self)
        self.write(
            {
                "followup_date": today + timedelta(days=days),
                "followup_state": "waiting",
                "followup_reason": False,
            }
        )

    def _note_conversion(self):
        """The job that was declined before is done after all."""
        for job in self:
            old = job.reoffered_from_id
            while old:
                old.write(
                    {
                        "followup_state": "converted",
                        "converted_amount": job.amount_total,
                        "converted_at": fields.Datetime.now(),
                    }
                )
                old = old.reoffered_from_id

    def _stop_followup(self, reason):
        open_jobs = self.filtered(
            lambda job: job.followup_state in ("waiting", "asked")
        )
        open_jobs.write({"followup_state": "stopped", "followup_reason": reason})

    def _is_offered_again(self):
        self.ensure_one()
        return bool(
            self.reoffered_ids.filtered(lambda again: again.state != "cancelled")
        )

    @api.model
    def _cron_follow_up(self, batch=50):
        """Ask once per visit about the declined work that is due."""
        domain = [("followup_state", "=", "waiting"), ("followup_date", "<=", "today")]
        workorders = self.search(domain, order="followup_date, id").workorder_id
        for number, workorder in enumerate(workorders[:batch], start=1):
            workorder._follow_up()
            remaining = len(workorders) - number
            if not self.env["ir.cron"]._commit_progress(1, remaining=remaining):
                break
