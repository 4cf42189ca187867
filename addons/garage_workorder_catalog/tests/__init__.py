from . import test_cards
from . import test_job_parts
from . import test_tours
from . import test_leak
