from . import models
from .builder import load_demo_garage
