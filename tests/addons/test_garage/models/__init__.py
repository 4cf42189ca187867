from . import labour_list
from . import labour_provider_service
