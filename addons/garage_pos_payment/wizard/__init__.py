from . import garage_iot_doctor
from . import garage_iot_doctor_line
from . import garage_iot_payment
from . import garage_iot_service
from . import garage_iot_setup
from . import garage_iot_setup_driver
from . import garage_iot_setup_value
from . import garage_payment_decide
