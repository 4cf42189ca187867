from . import part_month
from . import delivery
