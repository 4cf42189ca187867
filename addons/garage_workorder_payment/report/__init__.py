from . import garage_payment_ledger
