"""What kind of demand a part has: steady, rare, jumpy or both.

Classes and their limits: A. Syntetos, J. Boylan and J. Croston, "On the categorization
of demand patterns", Journal of the Operational Research Society 56 (2005): demand
intervals of 1.32 months and a squared coefficient of variation of 0.49.
"""

from collections.abc import Sequence

#: average months from one demand to the next, above which demand is intermittent
INTERVAL_LIMIT = 1.32
#: squared coefficient of variation of the months with demand, above it is erratic
VARIATION_LIMIT = 0.49


def get_interval(series: Sequence[float]) -> float:
    """Average number of months per month with demand; 0.0 without any demand."""
    busy = sum(1 for quantity in series if quantity > 0)
    return len(series) / busy if busy else 0.0


def get_variation(series: Sequence[float]) -> float:
    """Squared coefficient of variation of the months with demand, no unit."""
    sizes = [quantity for quantity in series if quantity > 0]
    if not sizes:
        return 0.0
    mean = sum(sizes) / len(sizes)
    return sum((size - mean) ** 2 for size in sizes) / len(sizes) / mean**2


def classify(series: Sequence[float]) -> str:
    """Return ``none``, ``smooth``, ``intermittent``, ``erratic`` or ``lumpy``.

    :param series: pieces per month, oldest first, one value for every month
    """
    interval = get_interval(series)
    if not interval:
        return "none"
    rare = interval > INTERVAL_LIMIT
    jumpy = get_variation(series) > VARIATION_LIMIT
    if rare:
        return "lumpy" if jumpy else "intermittent"
    return "erratic" if jumpy else "smooth"
