from . import catalog_item
from . import garage_job
from . import garage_job_need
