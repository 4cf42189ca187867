from . import controllers
from . import models
from .builder import load_demo_garage
