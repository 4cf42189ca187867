from . import test_print
from . import test_roles
