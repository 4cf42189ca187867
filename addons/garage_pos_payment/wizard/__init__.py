from . import garage_payment_decide
