from collections import defaultdict

from odoo import models

from ..domain import states


class GarageWorkorder(models.Model):
    """Which kinds of bay the work of a visit needs."""

    _inherit = "garage.workorder"

    def _get_bay_hours(self):
        """Hours left per kind of bay that is needed; under "" those of any bay."""
        self.ensure_one()
        # kinds of bays and sold hours only, see _preload_plan
        jobs = self.sudo().job_ids.filtered(lambda job: job.state not in states.CLOSED)
        if not jobs:
            return self.sudo().booking_ids.service_ids._get_bay_hours()
        hours = defaultdict(float)
        for job in jobs:
            hours[job._get_bay_kind()] += max(job.sold_hours - job.clocked_hours, 0.25)
        return dict(hours)

    def _get_lacking_kinds(self, have):
        """Kinds of bay that the work needs and on which nothing is planned.

        :param have: kinds that the workshop has; without one any bay has to do
        """
        slots = self.slot_ids.filtered(lambda slot: not slot.carried)
        planned = set(slots.bay_id.mapped("kind"))
        wanted = self._get_bay_hours()
        return [kind for kind in wanted if kind in have and kind not in planned]

    def _get_next_bay_kind(self):
        """The kind of bay that the next planned work needs, "" when any will do."""
        have = self.env["garage.slot"]._get_bay_kinds(self.company_id)
        return next(iter(self._get_lacking_kinds(have)), "")

    def _get_lacking_text(self, have):
        kinds = self.env["garage.bay"]._fields["kind"]
        names = dict(kinds._description_selection(self.env))
        return ", ".join(names[kind] for kind in self._get_lacking_kinds(have))
