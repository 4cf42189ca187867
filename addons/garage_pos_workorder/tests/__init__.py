from . import test_till_sales
from . import test_vehicle_at_till
from . import test_workorder_at_till
from . import test_workorder_tours
