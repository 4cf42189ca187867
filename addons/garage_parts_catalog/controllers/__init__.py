from . import supplier_shop
from . import catalog_upload
