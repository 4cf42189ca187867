"""Requests and answers of the API as plain values, and the checks all calls share."""

from __future__ import annotations

import ipaddress
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import parse_qs

from ..errors import ApiError

MAX_BODY = 10 * 1024 * 1024
PREFIX = "/garage_iot/v1/"


@dataclass(frozen=True)
class Request:
    """One HTTP request; header names are lower case, ``peer`` is who sent it."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    peer: str = ""

    def header(self, name: str) -> str:
        """Return a header or an empty text."""
        return self.headers.get(name, "")

    def argument(self, name: str) -> str | None:
        """Return the first value of a query argument."""
        values = self._arguments.get(name)
        return values[0] if values else None

    @cached_property
    def _arguments(self) -> dict[str, list[str]]:
        return parse_qs(self.query, keep_blank_values=True)

    def number(self, name: str, default: float, top: float) -> float:
        """Return a query argument as a number between 0 and ``top``.

        :raises ApiError: 400 when it is no number.
        """
        text = self.argument(name)
        if text is None:
            return default
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if math.isnan(value):
            raise ApiError(400, "bad_parameters", f"{name} must be a number.")
        return min(max(value, 0.0), top)

    def json(self) -> dict[str, Any]:
        """Return the body.

        :raises ApiError: 415 wrong content type, 400 no JSON object.
        """
        kind = self.header("content-type").partition(";")[0].strip().lower()
        if kind != "application/json":
            words = "Send JSON with Content-Type: application/json."
            raise ApiError(415, "content_type", words)
        try:
            content = json.loads(self.body or b"{}")
        except (ValueError, RecursionError) as error:
            raise ApiError(400, "bad_parameters", "The body is not JSON.") from error
        if not isinstance(content, dict):
            raise ApiError(400, "bad_parameters", "The body must be an object.")
        return content


@dataclass(frozen=True)
class Response:
    """One HTTP answer; ``body`` is JSON data, None (empty) or bytes (plain text)."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


def error_response(error: ApiError) -> Response:
    """Return the answer for a refused request."""
    body = {"error": error.code, "message": error.message, **error.extra}
    return Response(error.status, body)


def check_host(host: str, allowed: frozenset[str]) -> None:
    """Refuse names that are not this box (DNS rebinding).

    Addresses, ``localhost`` and ``.local`` names cannot be rebound from outside.

    :raises ApiError: 421.
    """
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    name = name.strip("[]").lower()
    if name in allowed or name == "localhost" or name.endswith(".local"):
        return
    if not _is_address(name):
        raise ApiError(421, "host", "This box does not have that name.")


@lru_cache(maxsize=64)
def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def check_origin(origin: str, allowed: frozenset[str]) -> dict[str, str]:
    """Return the CORS headers for a page of an allowed origin.

    :raises ApiError: 403 for any other page.
    """
    if not origin:
        return {}
    if origin not in allowed:
        words = f"Pages of {origin[:200]} may not use this box."
        raise ApiError(403, "origin", words)
    return {"Access-Control-Allow-Origin": origin, "Vary": "Origin"}


def preflight_headers(request: Request) -> dict[str, str]:
    """Return what a browser wants to know before the real request."""
    headers = {
        "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE, OPTIONS",
        "Access-Control-Allow-Headers": "Authorization, Content-Type",
        "Access-Control-Max-Age": "600",
    }
    if request.header("access-control-request-private-network") == "true":
        headers["Access-Control-Allow-Private-Network"] = "true"
    return headers


class Fields:
    """Typed access to the fields of a request body.

    Every getter raises ApiError 400 ``bad_parameters`` naming the field.
    """

    def __init__(self, content: dict[str, Any]) -> None:
        self._content = content

    def text(self, name: str, longest: int = 200) -> str:
        """Return a text that must be there and not empty."""
        value = self._content.get(name)
        if not isinstance(value, str) or not value.strip():
            raise ApiError(400, "bad_parameters", f"{name} must be a text.")
        if len(value) > longest:
            words = f"{name} must not be longer than {longest} characters."
            raise ApiError(400, "bad_parameters", words)
        return value

    def optional_text(self, name: str) -> str | None:
        """Return a text or None."""
        return None if self._content.get(name) in (None, "") else self.text(name)

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        """Return one of the allowed words."""
        value = self._content.get(name)
        if not isinstance(value, str) or value not in choices:
            words = f"{name} must be one of: {', '.join(choices)}."
            raise ApiError(400, "bad_parameters", words)
        return value

    def amount(self, name: str) -> int:
        """Return a whole number of minor units above 0 (12 digits at most)."""
        value = self._content.get(name)
        whole = isinstance(value, int) and not isinstance(value, bool)
        if isinstance(value, int) and whole and 0 < value < 10**12:
            return value
        words = f"{name} must be a whole number of minor units above 0."
        raise ApiError(400, "bad_parameters", words)

    def mapping(self, name: str) -> dict[str, Any]:
        """Return an object."""
        value = self._content.get(name)
        if not isinstance(value, dict):
            raise ApiError(400, "bad_parameters", f"{name} must be an object.")
        return value
