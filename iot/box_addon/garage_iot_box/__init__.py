"""Loads the handlers of the box on plain Linux, where ``iot_drivers`` loads none."""

import time
from pathlib import Path
from threading import Thread

import schedule

from odoo.addons.iot_drivers import main
from odoo.addons.iot_drivers.tools import helpers

_given = set()


def _own_handlers(folder):
    """Name the handler files of a folder, once: the runtime's start-up may ask too."""
    if folder in _given:
        return []
    _given.add(folder)
    return sorted(file.name for file in Path(folder).glob("garage_*.py"))


def _load():
    while not schedule.jobs:  # the runtime sets them when its start-up is over
        time.sleep(0.05)
    known = set(main.interfaces)
    helpers.load_iot_handlers()
    for name in set(main.interfaces) - known:
        main.interfaces[name]().start()


helpers.get_handlers_files_to_load = _own_handlers
Thread(target=_load, daemon=True).start()
