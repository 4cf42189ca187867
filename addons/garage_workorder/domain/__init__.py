from . import customer, signature, snapshot, states, tolerance
