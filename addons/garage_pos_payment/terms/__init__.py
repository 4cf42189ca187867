"""Words of what the box describes in English, by its names and codes.

A driver's setting is found by driver and name (``zvt.password``), by family
(``zvt`` for ``zvt_serial``) or by name alone (``*.connect``). A test compares these
tables with the box's drivers: a new setting without words fails it.
"""

from .choices import CHOICES, TECHNICAL
from .drivers import DRIVERS
from .parameters_a_to_m import TERMINALS_A_TO_M
from .parameters_common import COMMON
from .parameters_counter import COUNTER
from .parameters_n_to_z import TERMINALS_N_TO_Z
from .refusals import REFUSALS
from .term import Term

PARAMETERS = {**COMMON, **TERMINALS_A_TO_M, **TERMINALS_N_TO_Z, **COUNTER}

__all__ = ["CHOICES", "DRIVERS", "PARAMETERS", "REFUSALS", "TECHNICAL", "Term", "find"]


def find(driver: str, name: str) -> Term | None:
    """Return the words of a driver's setting; None when there are none."""
    family = driver.rsplit("_", 1)[0]
    keys = (f"{driver}.{name}", f"{family}.{name}", f"*.{name}")
    return next((PARAMETERS[key] for key in keys if key in PARAMETERS), None)
