"""Makes a certificate that a box signs itself, so that the till talks HTTPS to it.

A browser trusts it after it was imported once on the till's machine (or after the
fingerprint was compared and accepted); nobody outside is asked.
"""

from __future__ import annotations

import ipaddress
import os
from datetime import datetime, timedelta, timezone
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from .errors import ConfigError

# Browsers refuse certificates of servers that are good for longer.
LONGEST_DAYS = 825


def make(names: list[str], days: int, certificate: Path, key: Path) -> str:
    """Write a new key and certificate (PEM) and return its SHA-256 fingerprint.

    :param names: host names and addresses by which tills call the box.
    :raises ConfigError: a file is there already, or a wrong name or time.
    """
    if not names or not 1 <= days <= LONGEST_DAYS:
        words = f"Name the box at least once, and give it 1 to {LONGEST_DAYS} days"
        raise ConfigError(words)
    for path in (certificate, key):
        if path.exists():
            raise ConfigError(f"{path} is there already; take it away first")
    secret = ec.generate_private_key(ec.SECP256R1())
    signed = _sign(secret, [_name(name) for name in names], days)
    _write(key, 0o600, _pem(secret))
    _write(certificate, 0o644, signed.public_bytes(serialization.Encoding.PEM))
    fingerprint: bytes = signed.fingerprint(hashes.SHA256())
    return fingerprint.hex(":").upper()


def _name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        pass
    try:
        return x509.DNSName(name)
    except ValueError as error:
        raise ConfigError(f"{name} is no host name and no address") from error


def _sign(
    secret: ec.EllipticCurvePrivateKey, names: list[x509.GeneralName], days: int
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Garage box")])
    now = datetime.now(timezone.utc)
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=False)
        .sign(secret, hashes.SHA256())
    )


def _pem(secret: ec.EllipticCurvePrivateKey) -> bytes:
    text: bytes = secret.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return text


def _write(path: Path, mode: int, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(path, flags, mode), "wb") as file:
        file.write(content)
