"""A garage after some years: vehicles, work orders and lines by the hundred thousand.

Vehicles come as often as vehicles do (some each month, most once or twice), over five
years, most of them lately; a few dozen work orders are open, one bill in a hundred is
not paid, one job in eight was declined. The same numbers give the same garage.
"""

from dataclasses import dataclass, field

from odoo.tools import SQL

from . import garage_flow, volume_rows
from .clone import choose, random
from .shop import create_shop, jobs

DAYS = 5 * 365
OPEN = (
    "planned", "checked_in", "diagnosis", "awaiting_approval", "waiting_parts",
    "in_progress", "quality_check", "ready",
)  # fmt: skip
#: state of the jobs of an open work order
JOB_STATE = """CASE v.state
    WHEN 'planned' THEN 'draft' WHEN 'checked_in' THEN 'draft'
    WHEN 'diagnosis' THEN 'draft' WHEN 'awaiting_approval' THEN 'awaiting_approval'
    WHEN 'in_progress' THEN 'in_progress' WHEN 'waiting_parts' THEN 'approved'
    WHEN 'cancelled' THEN 'cancelled' ELSE 'done' END"""


@dataclass
class Volume:
    """How much of each, and the first ids of what was made."""

    vehicles: int = 50_000
    workorders: int = 100_000
    open_workorders: int = 120
    base: dict[str, int] = field(default_factory=dict)

    @classmethod
    def scaled(cls, scale: float) -> "Volume":
        """Sizes for a quicker run; at least what makes indexes worth using."""
        return cls(
            max(500, int(50_000 * scale)),
            max(1000, int(100_000 * scale)),
            max(20, int(120 * scale)),
        )

    def fill(self, env) -> "Volume":
        """Create everything; the caller commits."""
        self.sample = _play_sample(env)
        env.flush_all()
        cr = env.cr
        self._plan(cr)
        volume_rows.fill(env, self.sample, self.vehicles, self.base)
        for table in (*self.base, "sale_order_line_invoice_rel"):
            cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))
        env.invalidate_all()
        return self

    def _plan(self, cr) -> None:
        """Tables of what will be: visits with their jobs, jobs with their lines."""
        first_open = self.workorders - self.open_workorders
        vehicle = f"1 + floor({self.vehicles} * power({random('n', 1)}, 1.5))::int"
        days = f"floor({DAYS} * power({random('n', 2)}, 1.3))::int"
        cr.execute(
            SQL(
                f"""CREATE TEMP TABLE load_visit ON COMMIT DROP AS
            SELECT n, {vehicle} AS vehicle, n > {first_open} AS is_open,
                CASE WHEN n > {first_open} THEN {choose("n", 3, OPEN)}
                    WHEN {random("n", 4)} < 0.02 THEN 'cancelled'
                    ELSE 'handed_over' END AS state,
                date_trunc('day', now() AT TIME ZONE 'UTC') + interval '8 hours'
                    - make_interval(days => CASE WHEN n > {first_open}
                        THEN floor(3 * {random("n", 5)})::int ELSE 1 + {days} END)
                    + make_interval(mins => floor(480 * {random("n", 6)})::int) AS at,
                1 + floor(2 * {random("n", 7)})::int AS jobs
            FROM generate_series(1, {self.workorders}) n"""
            )
        )
        cr.execute(
            SQL(
                f"""CREATE TEMP TABLE load_job ON COMMIT DROP AS
            SELECT row_number() OVER (ORDER BY v.n, place) AS n, v.n AS visit, place,
                CASE WHEN {random("v.n * 3 + place", 8)} < 0.12
                    AND v.state = 'handed_over' THEN 'declined'
                    ELSE {JOB_STATE} END AS state,
                1 + floor(3.7 * {random("v.n * 3 + place", 9)})::int AS lines, v.at
            FROM load_visit v, generate_series(1, v.jobs) place"""
            )
        )
        cr.execute(
            SQL(
                f"""CREATE TEMP TABLE load_line ON COMMIT DROP AS
            SELECT row_number() OVER (ORDER BY j.n, line) AS n, j.n AS job, j.visit,
                line AS place, j.state,
                round((20 + 200 * {random("j.n * 5 + line", 10)})::numeric, 2) AS price
            FROM load_job j, generate_series(1, j.lines) line"""
            )
        )
        for statement in (
            """CREATE TEMP TABLE load_job_row ON COMMIT DROP AS
            SELECT j.*, sum(l.price) AS amount FROM load_job j
            JOIN load_line l ON l.job = j.n GROUP BY j.n, j.visit, j.place, j.state,
                j.lines, j.at""",
            """CREATE TEMP TABLE load_visit_row ON COMMIT DROP AS
            SELECT v.*, coalesce(sum(j.amount) FILTER (
                WHERE j.state NOT IN ('declined', 'cancelled')), 0) AS amount
            FROM load_visit v JOIN load_job_row j ON j.visit = v.n
            GROUP BY v.n, v.vehicle, v.is_open, v.state, v.at, v.jobs""",
            """CREATE TEMP TABLE load_sold ON COMMIT DROP AS
            SELECT row_number() OVER (ORDER BY l.n) AS n, l.job, l.visit, l.place,
                l.price AS amount, v.at, v.state, v.vehicle
            FROM load_line l JOIN load_visit v ON v.n = l.visit
            WHERE l.state NOT IN ('declined', 'cancelled')""",
            """CREATE TEMP TABLE load_bill ON COMMIT DROP AS
            SELECT row_number() OVER (ORDER BY n) AS n, n AS visit, vehicle, at, amount
            FROM load_visit_row WHERE state = 'handed_over' AND amount > 0""",
        ):
            cr.execute(SQL(statement))


def _play_sample(env):
    """One visit through the product: the row that all others are copies of."""
    plan = jobs(1, lines_a_job=2)
    garage = garage_flow.create_garage(env, create_shop(env, plan), plan)
    visit = garage_flow.GarageVisit(garage, plan)
    employee = env["hr.employee"].create({"name": "Bench mechanic"})
    for _name, step in garage_flow.STEPS[:3]:
        step(env, visit)
    workorder = env["garage.workorder"].browse(visit.workorder_id)
    workorder.job_ids.mechanic_id = employee
    workorder.job_ids.action_start_clock()
    for _name, step in garage_flow.STEPS[3:]:
        step(env, visit)
    workorder.action_mark_ready()
    return workorder
