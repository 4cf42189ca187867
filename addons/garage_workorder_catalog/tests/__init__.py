from . import test_cards
from . import test_job_barcodes
from . import test_job_parts
from . import test_labour
from . import test_labour_templates
from . import test_leak
from . import test_tours
from . import test_order_parts
