from . import supplier_shop
