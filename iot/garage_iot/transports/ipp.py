"""One request, one answer to a print server (IPP over HTTP)."""

from __future__ import annotations

import http.client

from ..errors import ConnectionLost, Unreachable

_LARGEST = 1024 * 1024


class IppLink:
    """Sends IPP messages to a print server; every call is a connection of its own."""

    def __init__(self, host: str, port: int, timeout: float) -> None:
        self._address = (host, port)
        self._timeout = timeout

    def call(self, path: str, message: bytes) -> bytes:
        """Send a message and return the answer.

        :raises Unreachable: nobody listens; nothing was sent.
        :raises ConnectionLost: the answer is missing or refused by HTTP; the message
            may have arrived.
        """
        host, port = self._address
        line = http.client.HTTPConnection(host, port, timeout=self._timeout)
        try:
            line.connect()
        except OSError as error:
            words = f"The print server {host}:{port} does not answer"
            raise Unreachable("unreachable", words) from error
        try:
            headers = {"Content-Type": "application/ipp"}
            line.request("POST", path, message, headers)
            answer = line.getresponse()
            content = answer.read(_LARGEST)
        except (OSError, http.client.HTTPException) as error:
            raise ConnectionLost("line_broken", "The connection broke") from error
        finally:
            line.close()
        if answer.status != 200:
            words = f"The print server answered HTTP {answer.status}"
            raise ConnectionLost("line_broken", words)
        return content
