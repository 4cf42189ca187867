"""What all clients of live suppliers share: one request with hard time limits.

Nothing in here knows Odoo: it runs in threads of its own.
"""

import json
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from decimal import Decimal

import requests
from urllib3.exceptions import NewConnectionError

from ..domain.breaker import wait_seconds
from ..domain.wire import printable

#: limits while somebody waits for a price, in seconds
CONNECT, READ, TOTAL = 2.0, 4.0, 5.0
#: an order is sent in the background; cutting it off early makes it unknown
ORDER_READ, ORDER_TOTAL = 10.0, 15.0
MOST_BYTES = 1_000_000
_CHUNK = 16_384
_FINE = (200, 201, 202)
_PROBLEMS = {401: "auth", 403: "auth", 429: "throttled"}
#: refusals that do not say whether the same request was taken before or half way
_UNSURE = (408, 409, 499)


class SupplierError(Exception):
    """The supplier gave no usable answer.

    ``kind`` is timeout, throttled, auth, malformed, refused or server. Neither
    addresses nor keys are ever part of it.

    :param bool sent: whether the request may have been acted upon
    :param float retry_after: seconds after which the supplier wants to be asked again
    :param str text: what the supplier wrote, for people
    """

    def __init__(self, kind, *, sent=True, retry_after=None, text=""):
        super().__init__(kind)
        self.kind, self.sent = kind, sent
        self.retry_after, self.text = retry_after, text


class OrderNotTakenError(SupplierError):
    """The supplier surely has no such order from this request; it may be sent again."""


class OrderUnknownError(SupplierError):
    """The supplier may have taken the order; ask for it by its key before anything."""


def explain_json(_status, content):
    """Return what a supplier wrote beside a refusal."""
    try:
        text = json.loads(content).get("error")
    except (ValueError, AttributeError, RecursionError):
        return {}
    return {"text": printable(text)} if isinstance(text, str) else {}


@dataclass(frozen=True)
class Request:
    """One request to a supplier; ``content`` are bytes, None for a question by GET.

    ``explain(status, content)`` says more about a status that is no answer: kind,
    sent or text of the SupplierError.
    """

    url: str
    headers: dict
    content: bytes | None = None
    order: bool = False
    explain: Callable = explain_json

    @property
    def limits(self):
        """Seconds to wait for any part of the answer, and for all of it."""
        return (ORDER_READ, ORDER_TOTAL) if self.order else (READ, TOTAL)


def acting(call, *arguments):
    """Return the result of a call that books or cancels something.

    :raises OrderNotTakenError: when surely nothing was done
    :raises OrderUnknownError: when something may have been done
    """
    try:
        return call(*arguments)
    except SupplierError as error:
        kind = OrderUnknownError if error.sent else OrderNotTakenError
        raise kind(
            error.kind,
            sent=error.sent,
            retry_after=error.retry_after,
            text=error.text,
        ) from error


def send(request):
    """Return the bytes of an answer.

    Redirects are refused, because they would carry the key to another address.

    :param Request request: what to send
    :raises SupplierError: when there is no usable answer in time
    """
    read, total = request.limits
    end = time.monotonic() + total
    try:
        with requests.request(
            "GET" if request.content is None else "POST",
            request.url,
            data=request.content,
            headers=request.headers,
            timeout=(CONNECT, read),
            stream=True,
            allow_redirects=False,
        ) as answer:
            if answer.status_code not in _FINE:
                raise _refusal(request, answer, end)
            return _read(answer, end)
    except requests.Timeout as error:
        sent = not isinstance(error, requests.ConnectTimeout)
        raise SupplierError("timeout", sent=sent) from error
    except requests.RequestException as error:
        # a read that waits too long in the middle of a body comes as ConnectionError
        slow = time.monotonic() >= end or "timed out" in str(error)
        kind = "timeout" if slow else "server"
        raise SupplierError(kind, sent=not _never_left(error)) from error


def exchange_json(url, headers, body=None, *, order=False):
    """Return the decoded JSON of one request; amounts come as Decimal.

    :param body: what is sent; None asks by GET
    :raises SupplierError: when there is no usable answer in time
    """
    content = None if body is None else json.dumps(body).encode()
    if content is not None:
        headers = {**headers, "Content-Type": "application/json"}
    return _decode(send(Request(url, headers, content, order)))


def _never_left(error):
    """Whether an error came before anything was sent."""
    if isinstance(error, ValueError):
        return True  # an address that cannot be asked
    cause = error.args[0] if error.args else None
    reason = getattr(cause, "reason", cause)
    if isinstance(reason, NewConnectionError):
        return True
    inner = reason.args[0] if getattr(reason, "args", ()) else None
    return isinstance(inner, ssl.SSLCertVerificationError)


def _refusal(request, answer, end):
    """Return the error for a status that is no answer."""
    status = answer.status_code
    refused = 400 <= status < 500
    now = datetime.now(timezone.utc)
    known = {
        "kind": _PROBLEMS.get(status, "refused" if refused else "server"),
        "sent": not refused or status in _UNSURE,
        "retry_after": wait_seconds(answer.headers.get("Retry-After"), now),
    }
    if status not in _PROBLEMS:
        known.update(request.explain(status, _read_rest(answer, end)))
    return SupplierError(**known)


def _read_rest(answer, end):
    """Return what came beside a refusal, nothing when that does not arrive."""
    try:
        return _read(answer, end)
    except (SupplierError, requests.RequestException):
        return b""


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
