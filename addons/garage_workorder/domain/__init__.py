from . import (
    changes,
    customer,
    shares,
    signature,
    snapshot,
    states,
    tolerance,
    visitor,
)
