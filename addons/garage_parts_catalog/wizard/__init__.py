from . import catalog_upload
from . import catalog_import
from . import catalog_import_column
from . import vehicle_type_import
from . import labour_import
from . import supplier_order_decide
from . import reorder_ignore
from . import kit_import
