"""What all clients of live suppliers share: one request with hard time limits.

Nothing in here knows Odoo: it runs in threads of its own.
"""

import json
import time
from decimal import Decimal

import requests

CONNECT, READ, TOTAL = 2.0, 4.0, 5.0
MOST_BYTES = 1_000_000
_CHUNK = 16_384
_PROBLEMS = {401: "auth", 403: "auth", 429: "throttled"}


class SupplierError(Exception):
    """The supplier gave no usable answer.

    ``kind`` is timeout, throttled, auth, malformed or server. Neither addresses nor
    keys are ever part of it.
    """

    def __init__(self, kind):
        super().__init__(kind)
        self.kind = kind


def post_json(url, body, headers):
    """Return the decoded JSON of one request; amounts come as Decimal.

    Redirects are refused, because they would carry the key to another address.

    :raises SupplierError: when there is no usable answer in time
    """
    end = time.monotonic() + TOTAL
    try:
        with requests.post(
            url,
            json=body,
            headers=headers,
            timeout=(CONNECT, READ),
            stream=True,
            allow_redirects=False,
        ) as answer:
            if answer.status_code != 200:
                raise SupplierError(_PROBLEMS.get(answer.status_code, "server"))
            return _decode(_read(answer, end))
    except requests.Timeout as error:
        raise SupplierError("timeout") from error
    except requests.RequestException as error:
        # a read that waits too long in the middle of a body comes as ConnectionError
        slow = time.monotonic() >= end or "timed out" in str(error)
        raise SupplierError("timeout" if slow else "server") from error


def _read(answer, end):
    content = b""
    for chunk in answer.iter_content(_CHUNK):
        content += chunk
        if time.monotonic() >= end:
            raise SupplierError("timeout")
        if len(content) > MOST_BYTES:
            raise SupplierError("malformed")
    return content


def _decode(content):
    try:
        return json.loads(content, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise SupplierError("malformed") from error
