from . import json_supplier
