from . import customer, mechanic
