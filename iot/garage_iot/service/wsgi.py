"""The API as a WSGI application."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ..errors import ApiError
from ..http_host import Application, StartResponse
from . import http
from .api import Api
from .http import Request, Response

_STATUS = {
    200: "OK", 204: "No Content", 400: "Bad Request", 401: "Unauthorized",
    403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 409: "Conflict",
    411: "Length Required", 413: "Content Too Large", 415: "Unsupported Media Type",
    421: "Misdirected Request", 422: "Unprocessable Content",
    500: "Internal Server Error", 502: "Bad Gateway",
}  # fmt: skip


def _headers(environ: dict[str, Any]) -> dict[str, str]:
    found = {
        name[5:].replace("_", "-").lower(): str(value)
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    found["content-type"] = str(environ.get("CONTENT_TYPE", ""))
    return found


def _body(environ: dict[str, Any]) -> bytes:
    if environ.get("HTTP_TRANSFER_ENCODING"):
        raise ApiError(411, "length", "Send the length of the body.")
    try:
        length = int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError as error:
        raise ApiError(400, "bad_parameters", "Bad Content-Length.") from error
    if length < 0 or length > http.MAX_BODY:
        raise ApiError(413, "too_large", "The body is larger than 10 MB.")
    body: bytes = environ["wsgi.input"].read(length) if length else b""
    return body


def wsgi_app(api: Api) -> Application:
    """Return a WSGI application that answers with ``api``."""

    def application(
        environ: dict[str, Any], start_response: StartResponse
    ) -> Iterable[bytes]:
        try:
            response = api.handle(
                Request(
                    method=str(environ["REQUEST_METHOD"]),
                    path=str(environ.get("PATH_INFO", "")),
                    query=str(environ.get("QUERY_STRING", "")),
                    headers=_headers(environ),
                    body=_body(environ),
                    peer=str(environ.get("REMOTE_ADDR", "")),
                )
            )
        except ApiError as error:
            response = http.error_response(error)
        return _send(response, start_response)

    return application


def _send(response: Response, start_response: StartResponse) -> Iterable[bytes]:
    content = b""
    headers = [("Cache-Control", "no-store"), *response.headers.items()]
    if isinstance(response.body, bytes):
        content = response.body
        headers.append(("Content-Type", "text/plain; charset=utf-8"))
    elif response.status != 204:
        content = json.dumps(response.body, ensure_ascii=False).encode("utf-8")
        headers.append(("Content-Type", "application/json; charset=utf-8"))
    headers.append(("Content-Length", str(len(content))))
    start_response(f"{response.status} {_STATUS[response.status]}", headers)
    return [content]
