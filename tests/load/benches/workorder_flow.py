"""A visit in the garage beside the same sale in plain Odoo.

Both sides sell the same lines at the same prices to the same customer. Plain Odoo runs
in a database of its own, without any add-on of ours. Every step is a request of its
own, with an empty cache and a commit, in both.
"""

from statistics import median

from .. import garage_flow, growth, plain_flow
from ..garage_flow import GarageVisit
from ..measure import Ratio, Report, interleave, median_ms, median_ratio
from ..plain_flow import PlainVisit
from ..shop import SALES, jobs, open_shop
from ..side import Side

SMALL, LARGE = 3, 100  # jobs of three lines: 9 and 300 lines
STEP = 10  # jobs that are added to see what each added line costs
ROUNDS = 11
STAFF = ["garage_base.group_garage_adviser", *SALES]


class Flow:
    """The two sides of the comparison."""

    def __init__(self, context):
        plan = jobs(LARGE)
        self.plan = plan[:SMALL]
        self.long_plan = plan
        self.plain = Side(context.plain_db, SALES)
        self.garage = Side(context.garage_db, STAFF)
        self.plain_shop = open_shop(self.plain, plan)
        shop = open_shop(self.garage, plan)
        self.shop = garage_flow.open_garage(self.garage, shop, plan)
        self.watches = {"garage": [], "plain": []}
        self.odometer = 100_000

    def play_plain(self, plan=None):
        """One sale; returns what it took."""
        visit = PlainVisit(self.plain_shop, plan or self.plan)
        watch = self.plain.play(plain_flow.STEPS, visit)
        self.plain_total = visit.total
        self.watches["plain"].append(watch)
        return watch.sample

    def play_garage(self, plan=None):
        """One visit; returns what it took."""
        self.odometer += 10
        visit = GarageVisit(self.shop, plan or self.plan, self.odometer)
        watch = self.garage.play(garage_flow.STEPS, visit)
        self.garage_total = visit.total
        self.watches["garage"].append(watch)
        return watch.sample

    def check_same_work(self):
        """Both sides billed the same amount and delivered every part."""
        for side in (self.plain, self.garage):
            waiting = side.request(_count_waiting)
            if waiting:
                raise AssertionError(f"{waiting} parts were not delivered")
        if round(self.plain_total - self.garage_total, 2):
            raise AssertionError(
                f"plain billed {self.plain_total}, the garage {self.garage_total}"
            )


def _count_waiting(env) -> int:
    """Stock moves to customers that are not done."""
    return env["stock.move"].search_count([("state", "not in", ("done", "cancel"))])


def run(context) -> Report:
    """Measure and report."""
    flow = Flow(context)
    rounds = max(3, round(ROUNDS * context.scale))
    pairs = interleave(flow.play_garage, flow.play_plain, rounds, warm_up=2)
    flow.check_same_work()
    report = Report("workorder_flow")
    report.ratios["server_time_vs_plain"] = Ratio(median_ratio(pairs), 1.4)
    report.figures["garage_ms"] = median_ms([one for one, _two in pairs])
    report.figures["plain_ms"] = median_ms([two for _one, two in pairs])
    for name, watches in flow.watches.items():
        report.figures[f"{name}_queries"] = watches[-1].queries
        report.figures[f"{name}_steps"] = _steps(watches[-rounds:])
    grown = _growth(flow)
    report.ratios["queries_growth"] = Ratio(max(grown.values()), 1.05)
    report.figures.update({f"growth_{name}": x for name, x in grown.items()})
    return report


def _growth(flow: Flow) -> dict[str, float]:
    """Statements for one more line, where there are many against where there are few.

    Each is the ratio of two differences or of two single requests, so a fixed effort
    per visit does not hide what a line costs.
    """
    lines = STEP * 3

    def a_line(jobs_before):
        """Statements of a whole visit for each line beyond these jobs."""
        more = flow.play_garage(flow.long_plan[: jobs_before + STEP]).queries
        return (more - flow.play_garage(flow.long_plan[:jobs_before]).queries) / lines

    few, many = a_line(SMALL), a_line(LARGE - STEP)
    return {
        "whole_visit_by_lines": round(many / few, 3),
        **growth.added_line(flow.garage, flow.shop),
    }


def _steps(watches) -> str:
    """Milliseconds and statements of each step."""
    parts = []
    for name, sample in watches[-1].steps.items():
        times = [watch.steps[name].seconds for watch in watches]
        parts.append(f"{name} {median(times) * 1000:.0f} ms/{sample.queries}")
    return ", ".join(parts)
