from odoo import models

#: order, sign and source of what happened at one visit
LIMIT = 200


class GarageWorkorder(models.Model):
    """Everything that happened at one visit, in one list."""

    _inherit = "garage.workorder"

    def get_timeline(self):
        """Events of the visit, the latest first: [{key, at, when, icon, text, who}]."""
        self.ensure_one()
        self.check_access("read")
        # moments are kept with and without fractions of a second
        events = sorted(
            self._get_timeline_events(),
            key=lambda event: event[0].replace(microsecond=0),
        )
        return [
            {
                "key": number,
                "when": self.job_ids._get_when_words(at),
                "icon": icon,
                "text": text,
                "who": who or "",
            }
            for number, (at, icon, text, who) in reversed(list(enumerate(events)))
        ][:LIMIT]

    def _get_timeline_events(self):
        """(moment, icon, text, who) of each event; other add-ons add theirs."""
        self.ensure_one()
        return [
            *self._get_visit_events(),
            *self._get_key_events(),
            *self._get_approval_events(),
            *self._get_work_events(),
        ]

    def _get_visit_events(self):
        _ = self.env._
        # names of colleagues are shown to everybody at work
        who = self.sudo().create_uid.name
        events = [(self.create_date, "fa-car", _("Work order created"), who)]
        if self.estimate_sent_at:
            text = _("Estimate sent")
            events.append((self.estimate_sent_at, "fa-paper-plane-o", text, ""))
        if self.ready_at:
            events.append((self.ready_at, "fa-flag-checkered", _("Ready"), ""))
        return events

    def _get_approval_events(self):
        """One line per answer, with what was said yes and no to."""
        _ = self.env._
        events = []
        for approval in self.approval_ids:
            names = {"approved": [], "declined": []}
            for line in approval.line_ids:
                names[line.decision].append(line.name)
            yes, no = ", ".join(names["approved"]), ", ".join(names["declined"])
            parts = [yes and _("approved: %s", yes), no and _("declined: %s", no)]
            text = "; ".join(part for part in parts if part)
            events.append((approval.at, "fa-thumbs-o-up", text, approval.who))
        return events

    def _get_work_events(self):
        _ = self.env._
        events = []
        for job in self.job_ids:
            # times of colleagues are shown to everybody at work
            for entry in job.sudo().time_entry_ids:
                who = entry.employee_id.name
                text = _("Work on “%(job)s” began", job=job.name)
                events.append((entry.start, "fa-play", text, who))
            if job.finished_at:
                text = _("“%(job)s” finished", job=job.name)
                who = job.mechanic_id.display_name
                events.append((job.finished_at, "fa-wrench", text, who))
        return events

    def _get_key_events(self):
        labels = dict(self._fields["key_state"]._description_selection(self.env))
        return [
            (
                move.at,
                "fa-key",
                self.env._(
                    "Key %(tag)s: %(state)s",
                    tag=move.key_tag or "",
                    state=labels.get(move.to_state, ""),
                ),
                move.user_id.name,
            )
            for move in self.key_move_ids
        ]
