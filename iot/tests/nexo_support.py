"""A nexo driver with its simulated terminal, for tests."""

from __future__ import annotations

import datetime
import socket
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from box_support import PATIENCE, config
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from garage_iot.config import BoxConfig
from garage_iot.devices import registry
from garage_iot.devices.base import Hint, Order, Outcome, Pending, Verdict
from garage_iot.devices.nexo_terminal import NexoTerminal
from garage_iot.devices.spec import DeviceSetup
from garage_iot.framing.nexo_sealed import SealedCodec
from garage_iot.simulators.nexo import NexoSimulator

POI, TILL = "S1F2-000158213300001", "GARAGE-TILL-1"
SALE = Order("sale", 4990, "EUR", number=42, reference="Order 0042")
HINT = Hint(datetime.datetime.now().astimezone(), None)
FAST = {
    "poi_id": POI, "sale_id": TILL, "scheme": "http", "connect": 5.0,
    "answer_timeout": 5.0, "result_timeout": 5.0, "confirm_delay": 0.05,
    "first_query": 0.05, "longest_query": 0.1,
}  # fmt: skip
KEY = {"passphrase": "garage-demo", "key_identifier": "till", "key_version": 1}


def sealed(passphrase: str = "garage-demo") -> SealedCodec:
    """Return the codec of a terminal that shares the test key."""
    return SealedCodec(passphrase, "till", 1, lambda: bytes(range(16)))


def driver(port: int, **values: Any) -> NexoTerminal:
    """Return a driver as the box builds it from its configuration."""
    spec = registry.find("nexo")
    wanted = FAST | values
    assert registry.validate(spec, wanted) == []
    setup = DeviceSetup("EUR", "127.0.0.1", port, values=spec.complete(wanted))
    return spec.build(setup)


def perform(
    terminal: NexoTerminal, order: Order = SALE, steps: list[str] | None = None
) -> Outcome:
    """Let the terminal carry out an order."""
    session = terminal.connect()
    try:
        return terminal.perform(
            session, order, lambda step, text: (steps or []).append(step)
        )
    finally:
        session.close()


def ask_until_known(terminal: NexoTerminal, order: Order = SALE) -> Verdict:
    """Ask as the box does until the verdict is final or for a person."""
    deadline = time.monotonic() + PATIENCE
    while isinstance(verdict := terminal.query(order, HINT), Pending):
        assert time.monotonic() < deadline, "the terminal never decides"
        time.sleep(0.02)
    return verdict


def certificate(folder: Path) -> Path:
    """Write a self-signed certificate with its key and return the file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "terminal.test")])
    now = datetime.datetime.now(datetime.timezone.utc)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("terminal.test")]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    path = folder / "terminal.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def on_box(state: Path, name: str, port: int, values: dict[str, Any]) -> BoxConfig:
    """Return a box whose terminal is of another driver."""
    found = config(state)
    terminal = replace(found.devices[0], driver=name, port=port, parameters=values)
    return replace(found, devices=(terminal, *found.devices[1:]))


def simulator(folder: Path, **options: Any) -> NexoSimulator:
    """Start a simulated terminal."""
    return NexoSimulator(folder / "ledger.jsonl", **options)
