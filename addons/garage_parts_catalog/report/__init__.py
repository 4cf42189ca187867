from . import part_month
from . import delivery
from . import core_open
from . import part_stock
from . import part_stock_actions
from . import count_difference
