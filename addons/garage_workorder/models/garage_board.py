from datetime import datetime, time

import pytz

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import format_date

from ..domain import periods

#: who may open the owner's board
READERS = (
    "garage_base.group_garage_manager",
    "garage_base.group_garage_finance",
    "garage_base.group_garage_auditor",
)
MARGINS = "garage_workorder.group_garage_margins"
LABELS = {"day": "EEE d", "week": "'W'w", "month": "MMM"}


class GarageBoard(models.AbstractModel):
    """The owner's board: what happened, beside last year, and where money leaks.

    Every number is a query over all rows at once and opens the rows behind it.
    """

    _name = "garage.board"
    _description = "Owner's board"

    @api.model
    @api.readonly
    def get_board(self, kind="day", day=False):
        """Return the numbers of a day, week or month as plain values.

        :param kind: day, week or month
        :param day: a date in the period; today when not given
        """
        self._check_reader()
        day = fields.Date.to_date(day) or fields.Date.context_today(self)
        now = periods.period_of(kind, day)
        before = periods.year_before(kind, now)
        return {
            "kind": kind,
            "day": str(now.start),
            "title": self._get_title(kind, now),
            "before_title": self._get_title(kind, before),
            "previous": str(periods.shift(kind, now, -1).start),
            "next": str(periods.shift(kind, now, 1).start),
            "is_current": now.start <= fields.Date.context_today(self) < now.end,
            "currency_id": self.env.company.currency_id.id,
            "tiles": self._get_tiles(now, before),
            "charts": self._get_charts(kind, now),
            "leaks": self._get_leaks(),
        }

    @api.model
    def open_number(self, key, kind, day):
        """Return the action with the rows behind a number."""
        self._check_reader()
        period = periods.period_of(kind, fields.Date.to_date(day))
        actions = self._get_openers(period)
        return actions[key]() if key in actions else self._open_leaks(key)

    @api.model
    def _get_tiles(self, now, before):
        """Numbers of the period: ``{key, label, unit, value, before, change}``."""
        figures, earlier = self._get_figures(now), self._get_figures(before)
        return [
            {
                "key": key,
                "label": label,
                "unit": unit,
                "value": figures[key],
                "before": earlier[key],
                "change": periods.change(figures[key], earlier[key]),
            }
            for key, label, unit in self._get_tile_labels()
        ]

    @api.model
    def _get_tile_labels(self):
        _ = self.env._
        rows = [
            ("cars_in", _("Cars in"), "count"),
            ("revenue", _("Revenue"), "money"),
            ("average", _("Average order"), "money"),
        ]
        if self.env.user.has_group(MARGINS):
            rows += [
                ("profit_labour", _("Gross profit labour"), "money"),
                ("profit_parts", _("Gross profit parts"), "money"),
            ]
        return [
            *rows,
            ("hours_sold", _("Hours sold"), "hours"),
            ("hours_clocked", _("Hours clocked"), "hours"),
            ("approval_rate", _("Approved of what was offered"), "percent"),
            ("declined", _("Declined"), "money"),
        ]

    @api.model
    def _get_figures(self, period):
        """Values of all tiles in a period, by key."""
        approved, declined = self._get_answers(period)
        return {
            "cars_in": self._count_cars(period),
            **self._get_sales(period),
            "hours_clocked": self._get_clocked_hours(period),
            "approval_rate": self._get_share(approved, approved + declined),
            "declined": declined,
        }

    @api.model
    def _get_sales(self, period):
        model = self.env["garage.profit.report"]
        domain = self._get_sale_domain(period)
        with_margins = self.env.user.has_group(MARGINS)
        aggregates = ["revenue:sum", "hours:sum"]
        if with_margins:
            aggregates.append("profit:sum")
        rows = model._read_group(domain, ["kind"], aggregates)
        visits = model._read_group(
            domain & self._get_visit_domain(),
            [],
            ["revenue:sum", "workorder_id:count_distinct"],
        )
        profit = {row[0]: row[3] for row in rows} if with_margins else {}
        return {
            "revenue": sum(row[1] for row in rows),
            "average": self._get_share(*visits[0]),
            "hours_sold": sum(row[2] for row in rows),
            "profit_labour": profit.get("labour", 0.0),
            "profit_parts": profit.get("part", 0.0),
        }

    @api.model
    def _get_answers(self, period):
        """Amounts that customers approved and declined in a period."""
        rows = self.env["garage.approval.line"]._read_group(
            self._get_moment_domain("approval_id.at", period),
            ["decision"],
            ["amount:sum"],
        )
        amounts = dict(rows)
        return amounts.get("approved", 0.0), amounts.get("declined", 0.0)

    @api.model
    def _count_cars(self, period):
        return self.env["garage.workorder"].search_count(
            self._get_moment_domain("checked_in_at", period)
        )

    @api.model
    def _get_clocked_hours(self, period):
        rows = self.env["garage.time.entry"]._read_group(
            self._get_moment_domain("start", period), [], ["hours:sum"]
        )
        return rows[0][0] or 0.0

    @api.model
    def _get_share(self, part, whole):
        return part / whole if part and whole else 0.0

    @api.model
    def _get_leaks(self):
        """Rows of the leak board: ``{key, label, count, amount, hours}``."""
        found = self.env["garage.leak"]._read_group(
            self._get_company_domain(),
            ["kind"],
            ["__count", "amount:sum", "hours:sum"],
        )
        rows = {row[0]: row[1:] for row in found}
        field = self.env["garage.leak"]._fields["kind"]
        return [
            {
                "key": kind,
                "label": label,
                "count": rows.get(kind, (0, 0, 0))[0],
                "amount": rows.get(kind, (0, 0, 0))[1],
                "hours": rows.get(kind, (0, 0, 0))[2],
            }
            for kind, label in field._description_selection(self.env)
        ]

    @api.model
    def _get_company_domain(self):
        return Domain("company_id", "in", self.env.companies.ids)

    @api.model
    def _get_sale_domain(self, period):
        return (
            self._get_company_domain()
            & Domain("date", ">=", period.start)
            & Domain("date", "<", period.end)
        )

    @api.model
    def _get_visit_domain(self):
        """Turnover of work orders; add-ons may know of other turnover."""
        return Domain("workorder_id", "!=", False)

    @api.model
    def _get_moment_domain(self, field_name, period):
        """Moments (UTC) of the period's days as the user's clock counts them."""
        return (
            self._get_company_domain()
            & Domain(field_name, ">=", self._to_utc(period.start))
            & Domain(field_name, "<", self._to_utc(period.end))
        )

    @api.model
    def _to_utc(self, day):
        zone = pytz.timezone(self.env.user.tz or "UTC")
        local = zone.localize(datetime.combine(day, time.min))
        return local.astimezone(pytz.utc).replace(tzinfo=None)

    @api.model
    def _get_title(self, kind, period):
        if kind == "day":
            return format_date(self.env, period.start, date_format="EEEE d MMMM y")
        if kind == "month":
            return format_date(self.env, period.start, date_format="LLLL y")
        return self.env._(
            "Week %(week)s",
            week=format_date(self.env, period.start, date_format="w, Y"),
        )

    @api.model
    def _check_reader(self):
        if not any(self.env.user.has_group(group) for group in READERS):
            raise AccessError(
                self.env._("The owner's board is for managers, finance and auditors.")
            )
