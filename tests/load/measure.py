"""Measuring two ways of doing the same work, side by side in one run."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

LOWER, HIGHER = "lower", "higher"


@dataclass(frozen=True)
class Sample:
    """What one piece of work took.

    :param seconds: wall time
    :param queries: statements sent to the database
    """

    seconds: float
    queries: int = 0


@dataclass(frozen=True)
class Ratio:
    """A measured ratio and how far it may go."""

    value: float
    limit: float
    better: str = LOWER

    @property
    def holds(self) -> bool:
        """Whether the value keeps within its limit."""
        if self.better == LOWER:
            return self.value <= self.limit
        return self.value >= self.limit


@dataclass(frozen=True)
class Target:
    """A measured time and what people should wait at most.

    Printed only: it depends on the machine, a ratio does not.

    :param ms: milliseconds of server time, median of the rounds
    :param limit: milliseconds of the target
    :param quickest: milliseconds of the quickest round: what a machine takes that
        nobody else uses
    """

    ms: float
    limit: float
    quickest: float = 0.0

    @property
    def words(self) -> str:
        """The time and its target, to be read."""
        verdict = "within" if self.ms <= self.limit else "OVER"
        quickest = f" (quickest {self.quickest:g})" if self.quickest else ""
        return f"{self.ms:g} ms{quickest}, {verdict} the target of {self.limit:g} ms"


@dataclass
class Report:
    """What a bench found: ratios that may fail, targets and figures to be read."""

    bench: str
    ratios: dict[str, Ratio] = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    figures: dict[str, object] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether every ratio keeps within its limit."""
        return all(ratio.holds for ratio in self.ratios.values())

    def as_dict(self) -> dict:
        """The report as it is written to a JSON file."""
        return {
            "bench": self.bench,
            "ratios": {
                label: {
                    "value": round(ratio.value, 4),
                    "limit": ratio.limit,
                    "better": ratio.better,
                }
                for label, ratio in self.ratios.items()
            },
            "targets": {label: asdict(one) for label, one in self.targets.items()},
            "figures": self.figures,
        }

    def lines(self) -> list[str]:
        """The report for a terminal."""
        rows = [f"{self.bench}"]
        for label, ratio in self.ratios.items():
            sign = "≤" if ratio.better == LOWER else "≥"
            verdict = "in order" if ratio.holds else "BEYOND ITS LIMIT"
            rows.append(
                f"  {label}: {ratio.value:.3f} ({sign} {ratio.limit:g}) {verdict}"
            )
        rows += [f"  {label}: {one.words}" for label, one in self.targets.items()]
        rows += [f"  {label}: {value}" for label, value in self.figures.items()]
        return rows


def interleave(
    first: Callable[[], Sample],
    second: Callable[[], Sample],
    rounds: int,
    warm_up: int = 1,
) -> list[tuple[Sample, Sample]]:
    """Run both in turn, so that a busy moment of the machine meets both.

    The order changes from round to round; the first rounds only fill caches.
    """
    pairs = []
    for number in range(warm_up + rounds):
        gc.collect()
        if number % 2:
            other = second()
            pair = (first(), other)
        else:
            pair = (first(), second())
        if number >= warm_up:
            pairs.append(pair)
    return pairs


def median_ratio(pairs: list[tuple[Sample, Sample]]) -> float:
    """Median over the rounds of first by second, in wall time."""
    return statistics.median(one.seconds / two.seconds for one, two in pairs)


def median_ms(samples: list[Sample]) -> float:
    """Median time in milliseconds."""
    return round(statistics.median(sample.seconds for sample in samples) * 1000, 1)


def target(samples: list[Sample], limit: float) -> Target:
    """What the rounds took beside what people wait at most."""
    quickest = round(min(sample.seconds for sample in samples) * 1000, 1)
    return Target(median_ms(samples), limit, quickest)


class Stopwatch:
    """Adds up time and statements over the requests of one piece of work."""

    def __init__(self, count: Callable[[], int]):
        self._count = count
        self.seconds = 0.0
        self.queries = 0
        self.steps: dict[str, Sample] = {}

    def measure(self, name: str, work: Callable[[], object]) -> object:
        """Run one step and remember what it took; returns what the step returns."""
        queries, start = self._count(), time.perf_counter()
        result = work()
        sample = Sample(time.perf_counter() - start, self._count() - queries)
        self.seconds += sample.seconds
        self.queries += sample.queries
        self.steps[name] = sample
        return result

    @property
    def sample(self) -> Sample:
        """All steps together."""
        return Sample(self.seconds, self.queries)
