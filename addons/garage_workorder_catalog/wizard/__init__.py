from . import parts_order
from . import parts_order_line
