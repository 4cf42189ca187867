"""Calls a box from the server. The till's browser calls it by itself."""

import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import requests

_logger = logging.getLogger(__name__)

PREFIX = "/garage_iot/v1"


class BoxAway(Exception):
    """The box gave no answer that can be read."""


class BoxRefused(Exception):
    """The box answered with a refusal: ``code`` is stable, ``message`` a sentence.

    ``details``: the whole answer, with what some refusals say beside that.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.details = details or {}


def path(*parts: str) -> str:
    """Return the path of a call; ids and keys are escaped."""
    return "".join("/" + quote(part, safe=":") for part in parts)


def call(
    url: str,
    method: str,
    where: str,
    *,
    token: str = "",
    timeout: float = 5.0,
    body: Mapping[str, object] | None = None,
) -> object:
    """Call the box at ``url`` and return its answer (JSON).

    ``timeout`` is in seconds.

    Raises BoxAway when nothing readable came, BoxRefused with the box's own words.
    """
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        answer = requests.request(
            method,
            url.rstrip("/") + PREFIX + where,
            headers=headers,
            timeout=timeout,
            json=body,
        )
        content = answer.json()
    except (requests.RequestException, ValueError) as error:
        _logger.info("box at %s does not answer: %s", url, error)
        raise BoxAway(str(error)) from error
    if not answer.ok:
        refusal = content if isinstance(content, dict) else {}
        raise BoxRefused(
            answer.status_code,
            str(refusal.get("error", "protocol_error")),
            str(refusal.get("message", f"HTTP {answer.status_code}")),
            refusal,
        )
    return content
