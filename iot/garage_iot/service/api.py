"""The HTTP API ``/garage_iot/v1``: routing, rights and CORS; no web framework."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .. import API_VERSION, __version__, auth
from ..clock import now_iso
from ..errors import ApiError
from . import http
from .http import Request, Response

_logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Call:
    """One authorised call: the request, what its token allows, the path's parts."""

    request: Request
    grant: auth.Grant
    parts: tuple[str, ...]

    def require(self, scope: str) -> None:
        """Refuse the call when its token lacks a scope.

        :raises ApiError: 403 ``forbidden``.
        """
        if scope not in self.grant.scopes:
            words = f"This token may not do that (needs {scope})."
            raise ApiError(403, "forbidden", words, scope=scope)


Handler = Callable[[Call], Any]


@dataclass(frozen=True)
class Route:
    """Method and path pattern (below the prefix), needed scope, handler."""

    method: str
    pattern: re.Pattern[str]
    scope: str | None
    handler: Handler


def route(method: str, path: str, scope: str | None, handler: Handler) -> Route:
    """Build a route; ``<>`` in the path stands for an id or key."""
    pattern = re.compile(re.escape(path).replace("<>", "([^/]{1,200})"))
    return Route(method, pattern, scope, handler)


class Api:
    """Answers requests. Safe to call from several threads.

    ``others`` answer below prefixes of their own, after the checks of host and origin.
    """

    def __init__(
        self,
        box: str,
        secret: str,
        origins: frozenset[str],
        hosts: frozenset[str],
        routes: list[Route],
        others: Mapping[str, Callable[[Request], Response]] | None = None,
    ) -> None:
        self._box = box
        self._secret = secret
        self._origins = origins
        self._hosts = hosts
        self._routes = routes
        self._others = others or {}

    def handle(self, request: Request) -> Response:
        """Answer one request; every failure becomes a JSON answer."""
        cors: dict[str, str] = {}
        try:
            http.check_host(request.header("host"), self._hosts)
            cors = http.check_origin(request.header("origin"), self._origins)
            response = self._answer(request)
        except ApiError as error:
            response = http.error_response(error)
        except Exception:
            _logger.exception("%s %s failed", request.method, request.path)
            words = "The box failed at this. Its log says why."
            response = http.error_response(ApiError(500, "internal", words))
        return Response(response.status, response.body, {**response.headers, **cors})

    def _answer(self, request: Request) -> Response:
        for prefix, handle in self._others.items():
            if request.path.startswith(prefix):
                return handle(request)
        if not request.path.startswith(http.PREFIX):
            raise ApiError(404, "not_found", "There is no such call.")
        if request.method == "OPTIONS":
            return Response(204, None, http.preflight_headers(request))
        path = request.path[len(http.PREFIX) :]
        if path == "hello" and request.method == "GET":
            return Response(200, self._hello())
        grant = self._grant(request)
        found, parts = self._find(request.method, path)
        call = Call(request, grant, parts)
        if found.scope is not None:
            call.require(found.scope)
        return Response(200, found.handler(call))

    def _hello(self) -> dict[str, Any]:
        return {
            "ok": True,
            "box": self._box,
            "version": __version__,
            "api": API_VERSION,
            "time": now_iso(),
        }

    def _grant(self, request: Request) -> auth.Grant:
        scheme, _, token = request.header("authorization").partition(" ")
        if scheme.lower() != "bearer" or not token:
            words = "No valid token: missing."
            raise ApiError(401, "unauthorized", words, reason="missing")
        return auth.check(self._secret, self._box, token.strip(), time.time())

    def _find(self, method: str, path: str) -> tuple[Route, tuple[str, ...]]:
        other_method = False
        for candidate in self._routes:
            match = candidate.pattern.fullmatch(path)
            if match is None:
                continue
            if candidate.method == method:
                return candidate, match.groups()
            other_method = True
        if other_method:
            raise ApiError(405, "method", "This call needs another method.")
        raise ApiError(404, "not_found", "There is no such call.")
