"""What all register clients share: one HTTP request with a hard time limit."""

import time

import requests

TIMEOUT = 3.0
_PROBLEMS = {400: "bad_request", 401: "auth", 403: "auth", 429: "throttled"}


class RegisterError(Exception):
    """The register gave no answer.

    ``kind`` is timeout, throttled, auth, bad_request or server.
    """

    def __init__(self, kind):
        super().__init__(kind)
        self.kind = kind


class Deadline:
    """Seconds left of a question that may need several requests."""

    def __init__(self):
        self._end = time.monotonic() + TIMEOUT

    def left(self):
        """Return the seconds left; raise when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise RegisterError("timeout")
        return left


def ask(method, url, deadline, **options):
    """Return the decoded JSON of one request, None for "not found"."""
    try:
        answer = requests.request(method, url, timeout=deadline.left(), **options)
        if answer.status_code == 404:
            return None
        if answer.status_code >= 400:
            raise RegisterError(_PROBLEMS.get(answer.status_code, "server"))
        return answer.json()
    except requests.Timeout as error:
        raise RegisterError("timeout") from error
    except (requests.RequestException, ValueError) as error:
        raise RegisterError("server") from error
