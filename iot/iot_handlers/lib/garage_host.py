"""The one box inside an Odoo IoT box, shared by the handler files.

Settings and journal lie in ``GARAGE_IOT_HOME``: on Odoo's image ``/var``, ``/etc`` and
``/tmp`` are RAM disks and the handlers' own folder is emptied at each download. Without
a ``box.yaml`` there the box is what the server paired it as: ``garage_box.json`` of the
downloaded handlers and a secret made of the pairing token.
"""

import hashlib
import hmac
import json
import logging
import os
from pathlib import Path
from threading import Lock

from odoo.addons.iot_drivers.tools import helpers

from .garage_iot import config
from .garage_iot.errors import ConfigError
from .garage_iot.service.box import BoxCore

_logger = logging.getLogger(__name__)
_PURPOSE = b"garage_iot/v1"
_lock = Lock()
_running: list[BoxCore] = []


def home() -> Path:
    """Return the folder that outlives power cuts and downloads."""
    return Path(os.environ.get("GARAGE_IOT_HOME", "/home/pi/garage_iot"))


def _paired() -> config.BoxConfig:
    token = helpers.get_token()
    told = Path(__file__).with_name("garage_box.json")
    if not token or not told.exists():
        words = f"Pair this box with Odoo or write {home() / 'box.yaml'}"
        raise ConfigError(words)
    secret = hmac.new(token.encode(), _PURPOSE, hashlib.sha256).hexdigest()
    path = home() / "paired.secret"
    path.touch(mode=0o600)
    path.write_text(secret + "\n", encoding="ascii")
    settings = {"server": helpers.get_odoo_server_url(), **json.loads(told.read_text())}
    return config.from_settings({**settings, "secret_file": path.name}, home())


def _start() -> BoxCore:
    home().mkdir(parents=True, exist_ok=True, mode=0o700)
    own = home() / "box.yaml"
    found = BoxCore(config.load(own) if own.exists() else _paired())
    found.start()
    _logger.info("box %s runs with its state in %s", found.config.box, home())
    return found


def box() -> BoxCore:
    """Return the running box; the first call starts it.

    :raises ConfigError: with one sentence on what is wrong with the settings.
    """
    with _lock:
        if not _running:
            _running.append(_start())
        return _running[0]


def stop() -> None:
    """Stop the box in an orderly way; the next call of ``box`` starts it again."""
    with _lock:
        while _running:
            _running.pop().stop()
