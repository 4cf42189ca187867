from . import pos_config
from . import pos_order_line
from . import pos_session
from . import product_barcode
from . import product_template
from . import product_template_kit
