"""Errors of the box. Codes are part of the API contract; messages are sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class BoxError(Exception):
    """Base of everything the box raises on purpose.

    :param code: stable word from the contract, e.g. ``terminal_busy``.
    :param message: one sentence for the person at the counter.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class ApiError(BoxError):
    """A request that is refused; carries the HTTP status and extra answer fields."""

    def __init__(self, status: int, code: str, message: str, **extra: Any) -> None:
        super().__init__(code, message)
        self.status = status
        self.extra = extra


class ConfigError(BoxError):
    """The configuration file is missing something or says something impossible.

    :param problems: one sentence each, where there may be several; those that are a
        :class:`~garage_iot.problem.Problem` say which setting they are about.
    """

    def __init__(self, message: str, problems: Sequence[str] = ()) -> None:
        super().__init__("config", message)
        self.problems = problems


class Unreachable(BoxError):
    """No connection to the device: certainly nothing was sent."""


class ConnectionLost(BoxError):
    """The connection broke or went silent after something was sent."""


class Refused(BoxError):
    """The device understood the command and did not start it."""


class ProtocolError(BoxError):
    """Bytes that do not follow the device's protocol."""

    def __init__(self, message: str) -> None:
        super().__init__("protocol_error", message)
