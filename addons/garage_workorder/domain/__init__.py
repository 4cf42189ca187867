from . import customer, signature, snapshot, states, throttle, tolerance
