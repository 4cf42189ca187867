"""Made-up months of demand, the same for the same seed."""

from math import cos, exp, pi
from random import Random


def poisson(random: Random, mean: float) -> float:
    """One draw; means stay small enough for the plain way."""
    limit, chance, count = exp(-mean), random.random(), 0
    while chance > limit:
        chance *= random.random()
        count += 1
    return float(count)


def seasonal(random: Random, months: int) -> list[float]:
    """A wave over the year, such as air conditioning service."""
    base, height = random.uniform(3, 40), random.uniform(0.4, 0.9)
    peak = random.randrange(12)
    return [
        poisson(random, base * (1 + height * cos(2 * pi * (i - peak) / 12)))
        for i in range(months)
    ]


def winter(random: Random, months: int) -> list[float]:
    """Four busy months and eight idle ones, such as batteries and wipers."""
    base, first = random.uniform(4, 30), random.randrange(12)
    return [
        poisson(random, base if (i - first) % 12 < 4 else base * 0.05)
        for i in range(months)
    ]


def steady(random: Random, months: int) -> list[float]:
    """Oil filters."""
    base = random.uniform(2, 60)
    return [poisson(random, base) for _month in range(months)]


def rare(random: Random, months: int) -> list[float]:
    """A wheel bearing now and then."""
    chance = random.uniform(0.15, 0.5)
    return [
        1 + poisson(random, 0.3) if random.random() < chance else 0.0
        for _month in range(months)
    ]


def lumpy(random: Random, months: int) -> list[float]:
    """Rare, and once in a while a whole fleet at a time."""
    chance, sizes = random.uniform(0.15, 0.5), (1, 1, 2, 2, 4, 8, 12, 20)
    return [
        float(random.choice(sizes)) if random.random() < chance else 0.0
        for _month in range(months)
    ]


def dying(random: Random, months: int) -> list[float]:
    """A model that disappears from the roads."""
    base, start = random.uniform(3, 15), random.randint(8, 24)
    decline = random.uniform(0.75, 0.93)
    return [poisson(random, base * decline ** max(i - start, 0)) for i in range(months)]
