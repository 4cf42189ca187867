from . import core_open
from . import garage_delivery
from . import garage_chance
from . import garage_leak
from . import garage_part_leak
