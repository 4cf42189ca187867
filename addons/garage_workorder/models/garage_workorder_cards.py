from odoo import api, fields, models
from odoo.exceptions import UserError

#: states of a visit in which nothing on its cards may be changed
SHUT = ("ready", "handed_over", "cancelled")
#: jobs of a visit up to which the cards are unfolded by themselves
UNFOLDED = 8


class GarageWorkorder(models.Model):
    """The cards of the work order's form: all jobs in a constant number of queries."""

    _inherit = "garage.workorder"

    vehicle_title = fields.Char(compute="_compute_vehicle_title")

    @api.depends("vehicle_id")
    def _compute_vehicle_title(self):
        for workorder in self:
            vehicle = workorder.vehicle_id
            workorder.vehicle_title = vehicle._get_long_title() if vehicle else False

    def get_job_cards(self, open_ids=None, known_ids=()):
        """Everything that the cards show.

        :param open_ids: jobs whose lines are wanted; by default those that are worked
            on, when they are few
        :param known_ids: jobs that were shown before; others came since and unfold
        """
        self.ensure_one()
        self.check_access("read")
        jobs = self.job_ids.sorted()
        fresh = jobs.filtered(lambda job: job.id not in known_ids)
        open_ids = [*(open_ids or []), *self._get_unfolded(fresh).ids]
        return {
            "editable": self._are_cards_editable() and jobs.has_access("create"),
            "prices": jobs._may_see_card_prices(),
            "margins": jobs._may_see_margins(),
            "currency_id": self.currency_id.id,
            "jobs": jobs._get_card_rows(open_ids),
            "open_ids": open_ids,
            "totals": self._get_card_totals(),
            "mechanics": self._get_card_mechanics(),
            "findings": self.open_finding_count,
        }

    def add_empty_job(self, name):
        """Add a job without lines by its name; return its card."""
        self.ensure_one()
        self._check_open()
        name = (name or "").strip()
        if not name:
            raise UserError(self.env._("A job needs a name. Type what is to be done."))
        job = self.env["garage.job"].create({"workorder_id": self.id, "name": name})
        return job.get_card()

    def reorder_jobs(self, job_ids):
        """Put the jobs into this order; jobs added meanwhile stay behind them."""
        self.ensure_one()
        self.env["garage.job"].check_access("write")
        self._take_turn()
        self._check_open()
        place = {job_id: number for number, job_id in enumerate(job_ids, start=1)}
        jobs = self.job_ids.sorted(lambda job: place.get(job.id, len(place) + job.id))
        for number, job in enumerate(jobs, start=1):
            if job.sequence != number:
                job.sequence = number
        self._notify_board()
        return True

    def _are_cards_editable(self):
        self.ensure_one()
        return self.state not in SHUT

    def _get_unfolded(self, jobs):
        live = jobs.filtered(
            lambda job: job.state not in ("done", "declined", "cancelled")
        )
        return live if len(live) <= UNFOLDED else live.browse()

    def _get_card_totals(self):
        """Sums below the cards, for whoever may see prices."""
        jobs = self.job_ids.filtered(
            lambda job: job.state not in ("declined", "cancelled")
        )
        if not jobs._may_see_card_prices():
            return {}
        untaxed = sum(jobs.mapped("amount_untaxed"))
        totals = {
            "untaxed": untaxed,
            "taxes": self.amount_total - untaxed,
            "total": self.amount_total,
            "approved": self.amount_approved,
            "declined": self.amount_declined,
            "payer": self.amount_payer,
        }
        if self.env.user.has_group("garage_base.group_garage_manager"):
            totals["own_cost"] = self.own_cost
        if jobs._may_see_margins():
            margin = sum(jobs.mapped("amount_margin"))
            totals["margin"] = margin
            totals["margin_share"] = margin / untaxed if untaxed else 0
        return totals

    def _get_card_mechanics(self):
        """[id, name] of the people who can be put on a job."""
        if not self.env["garage.job"].has_access("write"):
            return []
        employees = self.env["hr.employee"]
        domain = [("company_id", "in", [self.company_id.id, False])]
        return [list(pair) for pair in employees.name_search("", domain, limit=200)]
