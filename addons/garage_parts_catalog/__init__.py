from . import clients
from . import controllers
from . import models
from . import report
from . import wizard
from .tools.undo import remove_journal


def uninstall_hook(env):
    """Take away what the tables do not take with them."""
    remove_journal(env.cr)
