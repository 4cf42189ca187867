from . import test_last_piece
from . import test_pieces
from . import test_settle_orders
from . import test_till_sales
from . import test_two_tills
from . import test_vehicle_at_till
from . import test_workorder_at_till
from . import test_workorder_tours
