from . import garage_union_report
from . import garage_leak
from . import garage_chance
from . import garage_profit_report
from . import garage_time_report
from . import garage_time_sum
