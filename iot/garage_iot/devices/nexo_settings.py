"""Settings of a nexo terminal: the form, its check in words, what is built of them."""

from __future__ import annotations

import os
import re
import ssl
from collections.abc import Callable
from functools import partial
from pathlib import Path

from ..framing.nexo import LIMIT
from ..framing.nexo_sealed import Codec, PlainCodec, SealedCodec
from ..problem import Problem
from ..protocols.nexo.requests import Parties
from ..transports.http_inbox import HttpInbox
from ..transports.https import HttpConnection, Tls
from .nexo_inbox import Listen
from .nexo_line import Link, NexoSettings
from .own_port import Listener
from .spec import DeviceSetup, Parameter, seconds

_FINGERPRINT = r"[0-9A-Fa-f]{2}([ :]?[0-9A-Fa-f]{2}){31}"
_NO_PROOF = (
    "With https the box must know the terminal: give the file of the root certificate, "
    "or the fingerprint of the terminal's certificate."
)
_NO_KEY = (
    "Passphrase and key identifier belong together: "
    "copy both from the terminal's settings."
)

PARAMETERS = (
    Parameter(
        "poi_id", "Terminal id (POIID)", "text", required=True,
        pattern=r"[A-Za-z0-9._-]{1,128}",
        help="Model and serial number, e.g. S1F2-000158213300001.",
    ),
    Parameter(
        "sale_id", "Till id (SaleID)", "text", required=True,
        pattern=r"[A-Za-z0-9._-]{1,64}",
        help="A name of this box that no other till uses at this terminal.",
    ),
    Parameter(
        "scheme", "Connection", "choice", "https", choices=("https", "http"),
        help="Use http only for terminals that offer nothing else.",
    ),
    Parameter(
        "ca_file", "Root certificate", "text",
        help="File on the box (PEM) with the maker's root certificate.",
    ),
    Parameter(
        "fingerprint", "Certificate fingerprint", "text", pattern=_FINGERPRINT,
        help="SHA-256 of the terminal's certificate, 64 hexadecimal digits.",
    ),
    Parameter(
        "certificate_name", "Name in the certificate", "text", advanced=True,
        help="Name that the terminal's certificate must carry; empty: not checked.",
    ),
    Parameter(
        "passphrase", "Passphrase", "secret",
        help="Shared with the terminal for encryption; empty: messages in clear.",
    ),
    Parameter(
        "key_identifier", "Key identifier", "text",
        help="Name of the passphrase in the terminal's settings.",
    ),
    Parameter(
        "key_version", "Key version", "integer", 1, minimum=0, maximum=999,
        help="Version of the passphrase in the terminal's settings.",
    ),
    Parameter(
        "login", "Log in first", "boolean", False, advanced=True,
        help="For terminals that want a log-in before the first payment.",
    ),
    Parameter(
        "abort_in_doubt", "Stop payments in doubt", "boolean", True, advanced=True,
        help="Ask the terminal to stop a payment whose connection broke.",
    ),
    Parameter(
        "open_totals", "Totals of the open day", "boolean", True, advanced=True,
        help="The terminal shows its totals without closing the day.",
    ),
    Parameter(
        "refund_by_reference", "Refund without the card", "boolean", False,
        help="Refunds of a sale of this terminal go back by its reference, parts of it "
        "too; no: the customer presents the card again.",
    ),
    Parameter(
        "notify_port", "Port for messages", "integer", 0, minimum=0, maximum=65535,
        help="Port of the box to which the terminal sends what it shows; 0: none.",
    ),
    Parameter(
        "notify_certificate", "Certificate for messages", "text", advanced=True,
        help="File on the box (PEM) with certificate and key for that port.",
    ),
    Parameter(
        "path", "Path", "text", "/nexo", pattern=r"/[A-Za-z0-9/_.-]*", advanced=True,
        help="Path of the terminal's address, e.g. /nexo.",
    ),
    seconds(
        "answer_timeout", "Answer time", 10.0,
        "Seconds in which the terminal must answer a question.",
    ),
    seconds(
        "result_timeout", "Result time", 180.0,
        "Seconds after which a payment without result is in doubt.",
    ),
    seconds(
        "confirm_delay", "Watching time", 5.0,
        "Seconds until the terminal is asked again when it does not know a payment.",
    ),
)  # fmt: skip


def settings(setup: DeviceSetup) -> NexoSettings:
    """Return the driver's settings."""
    return NexoSettings(
        parties=Parties(setup.text("sale_id"), setup.text("poi_id")),
        currency=setup.currency,
        path=setup.text("path"),
        login=setup.flag("login"),
        abort_in_doubt=setup.flag("abort_in_doubt"),
        open_totals=setup.flag("open_totals"),
        refund_by_reference=setup.flag("refund_by_reference"),
        answer_timeout=setup.number("answer_timeout"),
        result_timeout=setup.number("result_timeout"),
        confirm_delay=setup.number("confirm_delay"),
    )


def codec(setup: DeviceSetup) -> Codec:
    """Return how messages are written: in clear, or encrypted with a passphrase."""
    if not setup.text("passphrase"):
        return PlainCodec()
    return SealedCodec(
        setup.text("passphrase"),
        setup.text("key_identifier"),
        setup.integer("key_version"),
        partial(os.urandom, 16),
    )


def connect(setup: DeviceSetup) -> Callable[[], Link]:
    """Return how to open a connection to the terminal."""
    timeout = setup.number("connect")
    return partial(HttpConnection.connect, setup.host, setup.port, timeout, _tls(setup))


def listen(setup: DeviceSetup) -> Listen | None:
    """Return how to listen for the terminal's own messages; None: do not."""
    port = setup.integer("notify_port")
    if not port:
        return None

    def start(take: Callable[[bytes], bytes]) -> Listener:
        return HttpInbox(("", port), setup.host, take, LIMIT, _server_tls(setup))

    return start


def problems(setup: DeviceSetup) -> list[str]:
    """Return what does not fit together, one sentence each."""
    found: list[str] = []
    secured = setup.text("scheme") == "https"
    if secured and not (setup.text("ca_file") or setup.text("fingerprint")):
        found.append(Problem(_NO_PROOF, "tls_proof", "parameters.ca_file"))
    if bool(setup.text("passphrase")) != bool(setup.text("key_identifier")):
        missing = "key_identifier" if setup.text("passphrase") else "passphrase"
        found.append(Problem(_NO_KEY, "key_pair", f"parameters.{missing}"))
    for name in ("ca_file", "notify_certificate"):
        path = setup.text(name)
        if path and not _readable(Path(path)):
            words = f"{path} cannot be read on the box."
            found.append(Problem(words, "unreadable", f"parameters.{name}", path))
    return found


def _tls(setup: DeviceSetup) -> Tls | None:
    if setup.text("scheme") == "http":
        return None
    ca_file = setup.text("ca_file")
    return Tls(
        Path(ca_file) if ca_file else None,
        re.sub(r"[ :]", "", setup.text("fingerprint")),
        setup.text("certificate_name"),
    )


def _server_tls(setup: DeviceSetup) -> ssl.SSLContext | None:
    path = setup.text("notify_certificate")
    if not path:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(path)
    return context


def _readable(path: Path) -> bool:
    return path.is_file() and os.access(path, os.R_OK)
