from . import garage_owner_change
from . import garage_key_number_load
from . import garage_merge
from . import garage_merge_line
