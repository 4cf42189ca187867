"""How many pieces to keep: what is expected, and what to add for bad luck.

Demand over some days is taken as Poisson when it varies no more than chance, else
as negative binomial with the variance that the forecast's own errors showed
(A. Syntetos, M. Babai and D. Lengu, "The distributional assumptions of demand",
Journal of the Operational Research Society 62 (2011)).
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, exp, log1p, sqrt
from statistics import NormalDist

#: from so many pieces on the normal distribution is near enough, and fast
MANY = 200.0
#: average days of a month
MONTH_DAYS = 365.25 / 12


@dataclass(frozen=True)
class Level:
    """Pieces for a number of days: expected, and with safety (``point``)."""

    expected: float
    safety: float

    @property
    def point(self) -> int:
        """Whole pieces at which to order again."""
        return ceil(self.expected + self.safety - 1e-9)


def get_expected(pieces: Sequence[float], start: date, days: int) -> float:
    """Pieces expected from ``start`` on for ``days`` days.

    :param pieces: per month; the first one is the month of ``start``
    """
    total, day, left = 0.0, start, days
    for quantity in pieces:
        length = monthrange(day.year, day.month)[1]
        here = min(left, length - day.day + 1)
        total += quantity * here / length
        left -= here
        if left <= 0:
            break
        day += timedelta(days=here)
    return total


def get_quantile(mean: float, variance: float, share: float) -> int:
    """Smallest number of pieces that suffices in ``share`` of all cases.

    :param mean: pieces expected; 0 or less needs none
    :param variance: of the pieces; below the mean it counts as the mean
    :param share: between 0 and 1, for instance 0.95
    """
    if mean <= 0:
        return 0
    if mean > MANY:
        spread = sqrt(max(variance, mean))
        return ceil(NormalDist(mean, spread).inv_cdf(share))
    return _walk(mean, variance, share)


def get_level(
    pieces: Sequence[float], spread: float, start: date, days: int, share: float
) -> Level:
    """Pieces to have for ``days`` days from ``start`` on.

    :param spread: root mean squared error of the forecast in pieces a month
    """
    expected = get_expected(pieces, start, days)
    variance = spread**2 * days / MONTH_DAYS
    point = get_quantile(expected, variance, share)
    return Level(expected, max(point - expected, 0.0))


def round_to_pack(quantity: float, pack: float, minimum: float) -> float:
    """Quantity to order: at least the minimum, in whole packs, never less."""
    wanted = max(quantity, minimum)
    return ceil(wanted / pack - 1e-9) * pack if pack > 0 else wanted


def _walk(mean: float, variance: float, share: float) -> int:
    """Add up the chances of 0, 1, 2 ... pieces until they reach ``share``."""
    if variance > mean * 1.0001:
        size = mean**2 / (variance - mean)
        ratio = mean / (mean + size)
        chance = exp(-size * log1p(mean / size))
    else:
        size, ratio, chance = 0.0, 0.0, exp(-mean)
    total, count = chance, 0
    while total < share and count < 100 * MANY:
        if size:
            chance *= (size + count) / (count + 1) * ratio
        else:
            chance *= mean / (count + 1)
        count += 1
        total += chance
    return count
