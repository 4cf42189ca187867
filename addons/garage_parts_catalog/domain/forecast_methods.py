"""Plain ways to forecast monthly demand, each in one pass over the months.

Every method is a function ``method(series) -> list`` that returns, for each month
of the series and for the month after it, what was to be expected from the months
before: ``result[i]`` never sees ``series[i]``. So one pass answers the forecast and
its whole rolling-origin test. The first value has nothing before it and is 0.

Sources: J. Croston, Operational Research Quarterly 23 (1972); A. Syntetos and
J. Boylan, International Journal of Forecasting 21 (2005) for the correction of
Croston (SBA); R. Teunter, A. Syntetos and M. Babai, European Journal of Operational
Research 214 (2011) for parts that go out of use (TSB).
"""

from collections.abc import Callable, Sequence

#: how many months make a year
YEAR = 12
#: a month factor starts from 1, as if so many pieces had already been sold just as
#: expected: two sales in one February make no season (gamma prior of a Poisson rate)
PRIOR_PIECES = 2.0

Method = Callable[[Sequence[float]], list[float]]


def naive(series: Sequence[float]) -> list[float]:
    """As many as last month."""
    return [0.0, *series]


def seasonal_naive(series: Sequence[float]) -> list[float]:
    """As many as in the same month of last year; before that, as last month."""
    last = naive(series)
    return [series[i - YEAR] if i >= YEAR else last[i] for i in range(len(series) + 1)]


def average(months: int) -> Method:
    """Make a method that expects the average of the last ``months`` months."""

    def forecast(series: Sequence[float]) -> list[float]:
        result, total = [0.0], 0.0
        for i, quantity in enumerate(series):
            total += quantity
            if i >= months:
                total -= series[i - months]
            result.append(max(total, 0.0) / min(i + 1, months))
        return result

    return forecast


def smoothing(alpha: float) -> Method:
    """Make simple exponential smoothing; ``alpha`` is the weight of the last month."""

    def forecast(series: Sequence[float]) -> list[float]:
        result, level = [0.0], 0.0
        for i, quantity in enumerate(series):
            # the first months are averaged, so that no single one sets the level
            level += max(alpha, 1 / (i + 1)) * (quantity - level)
            result.append(level)
        return result

    return forecast


def croston(alpha: float) -> Method:
    """Make Croston's method as corrected by Syntetos and Boylan.

    Size and interval of demands are smoothed apart; ``alpha`` weighs the last one.
    """

    def forecast(series: Sequence[float]) -> list[float]:
        result, size, interval, gap, count = [0.0], 0.0, 0.0, 0, 0
        for quantity in series:
            gap += 1
            if quantity > 0:
                count += 1
                weight = max(alpha, 1 / count)
                size += weight * (quantity - size)
                interval += weight * (gap - interval)
                gap = 0
            result.append((1 - alpha / 2) * size / interval if interval else 0.0)
        return result

    return forecast


def fading(alpha: float, beta: float) -> Method:
    """Make the method of Teunter, Syntetos and Babai for parts that go out of use.

    The chance of a demand falls with every month without one.

    :param alpha: weight of the last size
    :param beta: weight of the last month in the chance of a demand
    """

    def forecast(series: Sequence[float]) -> list[float]:
        result, size, chance, count = [0.0], 0.0, 0.0, 0
        for i, quantity in enumerate(series):
            weight = max(beta, 1 / (i + 1))
            chance += weight * ((quantity > 0) - chance)
            if quantity > 0:
                count += 1
                size += max(alpha, 1 / count) * (quantity - size)
            result.append(chance * size)
        return result

    return forecast


def season(soft: float) -> Method:
    """Make the average of the last year times the factor of the month.

    :param soft: share that each neighbouring month has in the factor of a month
    """

    def forecast(series: Sequence[float]) -> list[float]:
        levels = average(YEAR)(series)
        sums, counts = [0.0] * YEAR, [0] * YEAR
        result = []
        for i in range(len(series) + 1):
            factor = _get_factors(sums, counts, soft)[i % YEAR] if i >= YEAR else 1.0
            result.append(levels[i] * factor)
            if i < len(series):
                sums[i % YEAR] += series[i]
                counts[i % YEAR] += 1
        return result

    return forecast


def get_month_factors(series: Sequence[float], soft: float) -> list[float]:
    """Factors of the twelve months after the series; all 1 below one year."""
    count = len(series)
    if count < YEAR:
        return [1.0] * YEAR
    factors = _get_factors(
        [sum(series[place::YEAR]) for place in range(YEAR)],
        [len(series[place::YEAR]) for place in range(YEAR)],
        soft,
    )
    turn = count % YEAR
    return factors[turn:] + factors[:turn]


def _get_factors(
    sums: Sequence[float], counts: Sequence[int], soft: float
) -> list[float]:
    """Factors of the twelve places in the year; their mean is 1."""
    pairs = list(zip(sums, counts, strict=True))
    # every place counts alike, so that a year begun twice does not lift the mean
    mean = sum(pieces / months for pieces, months in pairs) / YEAR
    raw = [
        (PRIOR_PIECES + pieces) / (PRIOR_PIECES + months * mean)
        for pieces, months in pairs
    ]
    mixed = [
        (1 - 2 * soft) * raw[place] + soft * (raw[place - 1] + raw[place + 1 - YEAR])
        for place in range(YEAR)
    ]
    total = sum(mixed)
    return [factor * YEAR / total for factor in mixed]
