from . import controllers, models, wizard
from .hooks import round_taxes_per_line
