from . import account_move
from . import garage_payment_attempt
from . import garage_payment_request
from . import garage_workorder
from . import garage_workorder_key
from . import garage_workorder_lights
from . import garage_workorder_page
from . import garage_workorder_queue
