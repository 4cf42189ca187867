from odoo import api, models
from odoo.tools import format_date
from odoo.tools.misc import formatLang

from ..domain import conflicts
from ..domain.schedule import Span


class GarageSlot(models.Model):
    """What is wrong with the plan, in words."""

    _inherit = "garage.slot"

    def _get_conflicts(self):
        """Conflicts of these slots within their days: {slot id: [{code, text}]}."""
        if not self:
            return {}
        company = self.company_id[:1]
        days = [slot._get_day() for slot in self]
        around = self._search_days(company, min(days), max(days))
        found = conflicts.find_conflicts(
            around._get_planned(),
            self._get_opening(company, min(days), max(days)),
            self._get_work(company, around._get_people(), min(days), max(days)),
        )
        return {
            slot.id: [
                {"code": conflict.code, "text": slot._get_conflict_text(conflict)}
                for conflict in found.get(slot.id, [])
            ]
            for slot in self
        }

    @api.model
    def _search_days(self, company, first, last):
        """Slots of the local days, without what was carried over."""
        return self.search(
            [
                ("company_id", "=", company.id),
                ("start", ">=", self._to_utc(company, first, 0)),
                ("start", "<", self._to_utc(company, last, 24 * 60)),
                ("carried", "=", False),
            ]
        )

    def _get_people(self):
        # names and working hours of those on the plan, see garage.schedule
        return self.sudo().employee_id | self._get_mechanics(self.company_id[:1])

    def _get_planned(self):
        """These slots as plain values for the rules."""
        missing = self._get_missing_names_of(self.workorder_id)
        have = self._get_bay_kinds(self.company_id)
        lacks = {visit: visit._get_lacking_text(have) for visit in self.workorder_id}
        last = {}
        for slot in self.sorted("stop"):
            last[slot.workorder_id] = slot
        return [
            conflicts.Planned(
                id=slot.id,
                day=slot._get_day(),
                span=Span(slot.start, slot.stop),
                hours=slot.hours,
                workorder=slot.workorder_id.id,
                vehicle=slot.vehicle_id.id,
                bay=slot.bay_id.id,
                mechanic=slot.sudo().employee_id.id or 0,
                lacks=lacks[slot.workorder_id],
                promised=self._get_open_promise(slot.workorder_id),
                last=last[slot.workorder_id] == slot,
                missing=missing.get(slot.workorder_id, ""),
            )
            for slot in self
        ]

    @api.model
    def _get_bay_kinds(self, company):
        """Kinds of bay that the workshop has."""
        bays = self.env["garage.bay"].search([("company_id", "in", company.ids)])
        return set(bays.mapped("kind"))

    @api.model
    def _get_missing_names_of(self, workorders):
        """Parts that are not there per work order, in words."""
        workorders._preload_plan()
        names = {}
        for workorder in workorders:
            jobs = workorder.job_ids
            lines = jobs._get_missing_lines()
            needs = jobs.filtered(lambda job: job.state == "approved").need_ids
            texts = lines.product_id.mapped("display_name")
            texts += needs.filtered("is_open").mapped("name")
            names[workorder] = ", ".join(texts)
        return names

    @api.model
    def _get_open_promise(self, workorder):
        closed = workorder.state in ("ready", "handed_over", "cancelled")
        return None if closed else workorder.promised_at or None

    def _get_conflict_text(self, conflict):
        self.ensure_one()
        maker = getattr(self, f"_say_{conflict.code}")
        return maker(conflict, self.browse(conflict.other))

    def _say_bay(self, _conflict, other):
        return self.env._(
            "%(bay)s is taken by %(vehicle)s until %(time)s.",
            bay=self.bay_id.name,
            vehicle=other._get_plate(),
            time=other._get_time(other.stop),
        )

    def _say_mechanic(self, _conflict, other):
        return self.env._(
            "%(mechanic)s works on %(vehicle)s until %(time)s.",
            mechanic=self._get_mechanic_name(),
            vehicle=other._get_plate(),
            time=other._get_time(other.stop),
        )

    def _say_vehicle(self, _conflict, other):
        return self.env._(
            "%(vehicle)s is at %(bay)s at that time (%(workorder)s).",
            vehicle=self._get_plate(),
            bay=other.bay_id.name,
            workorder=other.workorder_id.name,
        )

    def _say_closed(self, _conflict, _other):
        return self.env._(
            "The workshop is closed on %(day)s.",
            day=format_date(self.env, self._get_day(), date_format="EEEE d MMM"),
        )

    def _say_away(self, _conflict, _other):
        return self.env._(
            "%(mechanic)s is away on %(day)s.",
            mechanic=self._get_mechanic_name(),
            day=format_date(self.env, self._get_day(), date_format="EEEE d MMM"),
        )

    def _say_outside(self, _conflict, _other):
        return self.env._(
            "%(mechanic)s does not work then.", mechanic=self._get_mechanic_name()
        )

    def _say_full(self, conflict, _other):
        return self.env._(
            "%(mechanic)s has %(planned)s h planned that day and works %(hours)s h.",
            mechanic=self._get_mechanic_name(),
            planned=formatLang(self.env, conflict.hours, digits=1),
            hours=formatLang(self.env, conflict.available, digits=1),
        )

    def _say_kind(self, conflict, _other):
        return self.env._(
            "The work needs another bay: %(kinds)s. It is on %(bay)s.",
            kinds=conflict.missing,
            bay=self.bay_id.name,
        )

    def _say_parts(self, conflict, _other):
        return self.env._("Parts are missing: %(parts)s.", parts=conflict.missing)

    def _say_promise(self, _conflict, _other):
        return self.env._(
            "Planned until %(stop)s, but promised for %(promise)s.",
            stop=self._get_time(self.stop),
            promise=self._get_moment(self.workorder_id.promised_at),
        )

    def _get_plate(self):
        return self.vehicle_id.plate or self.workorder_id.name

    def _get_mechanic_name(self):
        return self.sudo().employee_id.name or ""

    def _get_time(self, moment):
        local = self._to_local(self.company_id, moment)
        return f"{local:%H:%M}"

    def _get_moment(self, moment):
        return self._say_moment(self.company_id, moment)

    @api.model
    def _say_moment(self, company, moment):
        """A moment on the clock of the workshop, e.g. "Tue 24 Nov 16:30"."""
        if not moment:
            return ""
        local = self._to_local(company, moment)
        day = format_date(self.env, local.date(), date_format="EEE d MMM")
        return f"{day} {local:%H:%M}"
