from . import register_simulator
from . import supplier_simulator
