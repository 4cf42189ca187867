from . import catalog_item
from . import garage_job
from . import garage_job_card
from . import garage_job_need
from . import sale_order_line
