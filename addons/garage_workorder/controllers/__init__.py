from . import (
    customer,
    customer_inspection,
    mechanic,
    mechanic_inspection,
    tablet,
)
