from . import garage_chance
from . import garage_leak
