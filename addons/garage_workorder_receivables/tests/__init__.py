from . import test_workorder_receivables
