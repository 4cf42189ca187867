from . import garage_owner_change
