from . import register_simulator
