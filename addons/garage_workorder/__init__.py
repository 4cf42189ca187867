from . import controllers, models, report, wizard
from .hooks import round_taxes_per_line
