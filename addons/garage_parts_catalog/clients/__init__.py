from . import json_supplier
from . import soap_supplier
