from . import test_access
from . import test_deposit_request
from . import test_domain
from . import test_key
from . import test_other_payer
from . import test_queue
from . import test_request
from . import test_tours
