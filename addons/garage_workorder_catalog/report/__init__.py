from . import garage_leak
