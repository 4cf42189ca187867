from . import test_camt_check
from . import test_dunning_rules
from . import test_matching_engine
from . import test_matching_parts
