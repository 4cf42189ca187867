"""Forecast of the monthly demand of one part, with its error against doing nothing.

The method is chosen per part by a rolling-origin test: every month of the last year
is forecast from the months before it only. The error is the root mean squared scaled
error (RMSSE; R. Hyndman and A. Koehler, International Journal of Forecasting 22
(2006), squared as in the M5 competition), scaled by the naive forecast *over the same
months*: 1.0 is as good as "as many as last month". Squares are taken, because the
mean absolute error is smallest for "none" when most months are empty, and a shelf
that is planned by "none" is empty.

A method that is not better than the naive forecasts is not used, and that is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from . import forecast_methods as methods
from .demand import classify

#: months that are forecast to test a method; a year shows every season once
TEST_MONTHS = 12
#: months before the first month that is forecast in the test
MIN_TRAINING = 3
#: fewer tested months than this choose nothing: the average is taken
MIN_TESTS = 3
#: share that each neighbouring month has in a month's factor
SEASONS = {"season": 0.2, "season_sharp": 0.0}

NAIVE: dict[str, methods.Method] = {
    "naive": methods.naive,
    "seasonal_naive": methods.seasonal_naive,
}
SEASON_METHODS = {name: methods.season(soft) for name, soft in SEASONS.items()}
#: tried in this order; of equals the first is taken, so the plainest comes first
METHODS: dict[str, dict[str, methods.Method]] = {
    "steady": {
        "average_12": methods.average(12),
        "average_3": methods.average(3),
        "smoothing": methods.smoothing(0.3),
        "fading": methods.fading(0.3, 0.3),
        **SEASON_METHODS,
    },
    "rare": {
        "average_12": methods.average(12),
        "croston": methods.croston(0.1),
        "fading": methods.fading(0.1, 0.2),
        "smoothing": methods.smoothing(0.1),
        **SEASON_METHODS,
    },
}


@dataclass(frozen=True)
class Forecast:
    """What is expected of a part, and how far to trust it.

    ``pieces`` are the next twelve months; ``error`` is the RMSSE against ``naive``
    (None when it could not be tested), ``spread`` the root mean squared error in
    pieces a month, ``tested`` the number of months forecast in the test.
    """

    demand: str
    method: str
    pieces: tuple[float, ...]
    error: float | None
    spread: float
    tested: int

    @property
    def is_better(self) -> bool:
        """Whether the test showed it to be better than the naive forecasts."""
        return self.error is not None and self.method not in NAIVE


def forecast(series: Sequence[float]) -> Forecast:
    """Forecast the twelve months after ``series``.

    :param series: pieces per month, oldest first, from the part's first month on
    """
    demand = classify(series)
    if demand == "none":
        return Forecast(demand, "none", (0.0,) * methods.YEAR, None, 0.0, 0)
    start = max(len(series) - TEST_MONTHS, MIN_TRAINING)
    tested = len(series) - start
    if tested < MIN_TESTS:
        level = sum(series) / len(series)
        return Forecast(
            demand, "short", (level,) * methods.YEAR, None, _get_spread(series), 0
        )
    method, error, spread, level = _choose(series, demand, start)
    return Forecast(
        demand, method, _extend(series, method, level), error, spread, tested
    )


def get_root_error(
    series: Sequence[float], expected: Sequence[float], start: int
) -> float:
    """Root mean squared error in pieces over the months from ``start`` on."""
    errors = [(series[i] - expected[i]) ** 2 for i in range(start, len(series))]
    return sqrt(sum(errors) / len(errors))


def _choose(
    series: Sequence[float], demand: str, start: int
) -> tuple[str, float, float, float]:
    """Return method, RMSSE, error in pieces and level for the next month."""
    plain = {name: method(series) for name, method in NAIVE.items()}
    errors = {name: get_root_error(series, row, start) for name, row in plain.items()}
    base = errors["naive"]
    name = min(errors, key=errors.__getitem__)
    best, expected = errors[name], plain[name]
    group = "rare" if demand in ("intermittent", "lumpy") else "steady"
    for other, method in METHODS[group].items():
        row = method(series)
        error = get_root_error(series, row, start)
        if error < best:
            name, best, expected = other, error, row
    return name, best / base if base else 1.0, best, expected[-1]


def _extend(series: Sequence[float], method: str, level: float) -> tuple[float, ...]:
    """Twelve months from the forecast of the first one."""
    if method == "seasonal_naive":
        return tuple(series[-methods.YEAR :])
    if method not in SEASONS:
        return (level,) * methods.YEAR
    factors = methods.get_month_factors(series, SEASONS[method])
    return tuple(level / factors[0] * factor for factor in factors)


def _get_spread(series: Sequence[float]) -> float:
    """Standard deviation in pieces; at least that of rare independent demands."""
    mean = sum(series) / len(series)
    variance = sum((quantity - mean) ** 2 for quantity in series) / len(series)
    return sqrt(max(variance, mean))
