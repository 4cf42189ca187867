"""Builds the demo garage with the same methods that its users' screens call."""

import logging

from . import (
    answers,
    bar_codes,
    catalogue,
    company,
    estimates,
    floor,
    follow_up,
    going_back,
    inspections,
    labour,
    money,
    orders,
    part_numbers,
    parts,
    past,
    people,
    plan,
    shelf,
    suppliers,
    till,
    vehicles,
    visits,
)

_logger = logging.getLogger(__name__)
STEPS = (
    company,
    people,
    parts,
    part_numbers,
    bar_codes,
    vehicles,
    catalogue,
    suppliers,
    labour,
    till,
    visits,
    estimates,
    inspections,
    plan,
    answers,
    floor,
    orders,
    money,
    follow_up,
    past,
    going_back,
    shelf,
)


def load_demo_garage(env):
    """Fill an empty database; called once when the add-on is installed."""
    # Nothing may leave the machine while dozens of visits are played through.
    env = env(context={**env.context, "tracking_disable": False, "lang": "en_US"})
    for step in STEPS:
        _logger.info("demo garage: %s", step.__name__.rsplit(".", 1)[-1])
        step.build(env)
