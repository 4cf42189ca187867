from . import account_move
from . import garage_board
from . import garage_vehicle
from . import garage_workorder
from . import pos_order
from . import pos_session
