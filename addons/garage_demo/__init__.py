from .builder import load_demo_garage
