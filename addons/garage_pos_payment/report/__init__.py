from . import garage_payment_ledger
from . import report_pos_order
