from . import test_barcodes_at_till
from . import test_parts_at_till
from . import test_parts_tour
from . import test_kits_at_till
