from . import parts_order
from . import parts_order_line
from . import garage_leftover
from . import garage_leftover_line
from . import garage_core_hand_in
from . import garage_job_kit
from . import garage_part_number
