from . import (
    customer,
    customer_inspection,
    followup,
    mechanic,
    mechanic_inspection,
    tablet,
)
