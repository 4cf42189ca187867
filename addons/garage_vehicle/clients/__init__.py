from . import vin_library
