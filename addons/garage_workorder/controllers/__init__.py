from . import (
    booking,
    customer,
    customer_inspection,
    followup,
    mechanic,
    mechanic_inspection,
    tablet,
)
