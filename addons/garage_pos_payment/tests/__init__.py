from . import test_token
from . import test_closing_rules
from . import test_adopt_invoice
from . import test_iot_box
from . import test_js
from . import test_till_tours
from . import test_z_report
