from . import part_month
from . import delivery
from . import core_open
