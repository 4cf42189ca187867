from . import garage_profit_report
