"""``garage-iot doctor``: asks the running box how it is and tells it in lines."""

from __future__ import annotations

import json
import ssl
import time
import urllib.request
from typing import Any

from . import auth
from .config import BoxConfig
from .errors import Unreachable

_SECONDS = 60.0
_MARKS = {"green": "ok  ", "amber": "slow", "red": "BAD ", "grey": "?   "}


def ask(config: BoxConfig) -> dict[str, Any]:
    """Return the report of the box that runs with this configuration.

    :raises Unreachable: no box answers there.
    """
    scheme, context = "http", None
    if config.certificate is not None:
        scheme = "https"
        context = ssl.create_default_context(cafile=config.certificate)
        context.check_hostname = False  # the key proves it; the name may be another
    host = "127.0.0.1" if config.host in ("", "0.0.0.0") else config.host
    payload = {"box": config.box, "user": "doctor", "scope": ["read"]}
    token = auth.mint(config.secret, {**payload, "exp": int(time.time()) + 60})
    url = f"{scheme}://{host}:{config.port}/garage_iot/v1/doctor?measure=1"
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})
    try:
        with urllib.request.urlopen(
            request, timeout=_SECONDS, context=context
        ) as answer:
            found: dict[str, Any] = json.load(answer)
    except (OSError, ValueError) as error:
        words = f"No box answers on {host}:{config.port}; is it started?"
        raise Unreachable("unreachable", words) from error
    return found


def lines(report: dict[str, Any]) -> list[str]:
    """Return the report for a person."""
    said = [
        f"box {report['box']}, version {report['version']} (API {report['api']}), "
        f"up {report['up_seconds']} s, {report['disk_free'] // 2**20} MB free"
    ]
    for check in report["checks"]:
        took = "no answer" if check["newest_ms"] is None else f"{check['ms']} ms"
        said.append(
            f"{_MARKS[check['light']]} {check['kind']} {check['name']}: {took}, "
            f"{check['loss']:g} % lost of {check['samples']}. {check['text']}"
        )
    return said
