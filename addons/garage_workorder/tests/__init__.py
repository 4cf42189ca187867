from . import test_workorder
