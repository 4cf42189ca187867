"""Encrypted nexo messages between till and terminal in one network (Adyen local).

PBKDF2-HMAC-SHA1 over the passphrase gives an HMAC key, a cipher key and a start value;
each message has its own nonce. The MAC is taken over the clear text.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Protocol

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

from ..errors import ProtocolError
from . import nexo
from .nexo import Message

_SALT, _ROUNDS, _LENGTH = b"AdyenNexoV1Salt", 4000, 80
_NONCE, _BLOCK_BITS = 16, 128
_CRYPTO_VERSION = 1
# One sentence for every way of failing: a forger learns nothing from it.
_UNFIT = "The message does not fit the key that the box and the terminal share"


class Codec(Protocol):
    """Turns messages into bytes and back."""

    def encode(self, message: Message) -> bytes:
        """Return the bytes of a message."""

    def decode(self, data: bytes) -> Message:
        """Return the message; raises ``ProtocolError``."""


class PlainCodec:
    """Messages in clear JSON."""

    def encode(self, message: Message) -> bytes:
        """Return the bytes of a message."""
        return nexo.encode(message)

    def decode(self, data: bytes) -> Message:
        """Return the message.

        :raises ProtocolError: no message.
        """
        return nexo.decode(data)


@dataclass(frozen=True)
class Keys:
    """The three parts derived from a passphrase."""

    hmac_key: bytes
    cipher_key: bytes
    start: bytes


@lru_cache(maxsize=8)
def derive(passphrase: str) -> Keys:
    """Return the keys of a passphrase (80 bytes: 32 + 32 + 16)."""
    raw = hashlib.pbkdf2_hmac("sha1", passphrase.encode(), _SALT, _ROUNDS, _LENGTH)
    return Keys(raw[:32], raw[32:64], raw[64:])


def encrypt(clear: bytes, keys: Keys, nonce: bytes) -> bytes:
    """Return AES-256-CBC of the text; the start value is mixed with the nonce."""
    padder = PKCS7(_BLOCK_BITS).padder()
    encryptor = _cipher(keys, nonce).encryptor()
    padded = padder.update(clear) + padder.finalize()
    sealed: bytes = encryptor.update(padded) + encryptor.finalize()
    return sealed


def decrypt(blob: bytes, keys: Keys, nonce: bytes, mac: bytes) -> bytes:
    """Return the clear text of a blob whose MAC fits.

    :raises ProtocolError: wrong padding or MAC, told apart by nothing.
    """
    decryptor = _cipher(keys, nonce).decryptor()
    unpadder = PKCS7(_BLOCK_BITS).unpadder()
    try:
        padded = decryptor.update(blob) + decryptor.finalize()
        clear: bytes = unpadder.update(padded) + unpadder.finalize()
    except ValueError:
        clear = b""
    if not hmac.compare_digest(sign(clear, keys), mac):
        raise ProtocolError(_UNFIT)
    return clear


def sign(clear: bytes, keys: Keys) -> bytes:
    """Return HMAC-SHA256 of the clear text."""
    return hmac.new(keys.hmac_key, clear, hashlib.sha256).digest()


def _cipher(keys: Keys, nonce: bytes) -> Cipher[modes.CBC]:
    mixed = bytes(left ^ right for left, right in zip(keys.start, nonce, strict=True))
    return Cipher(algorithms.AES(keys.cipher_key), modes.CBC(mixed))


class SealedCodec:
    """Encrypted messages; clear ones are refused.

    :param identifier: KeyIdentifier as set at the terminal, with its version.
    :param nonces: gives 16 fresh random bytes for each message.
    """

    def __init__(
        self,
        passphrase: str,
        identifier: str,
        version: int,
        nonces: Callable[[], bytes],
    ) -> None:
        self._keys = derive(passphrase)
        self._identifier = identifier
        self._version = version
        self._nonces = nonces

    def encode(self, message: Message) -> bytes:
        """Return header, blob and trailer; nothing else stands in clear."""
        clear, nonce = nexo.encode(message), self._nonces()
        trailer = {
            "AdyenCryptoVersion": _CRYPTO_VERSION,
            "KeyIdentifier": self._identifier,
            "KeyVersion": self._version,
            "Nonce": _base64(nonce),
            "Hmac": _base64(sign(clear, self._keys)),
        }
        parts = {
            "MessageHeader": message.header.as_json(),
            "NexoBlob": _base64(encrypt(clear, self._keys, nonce)),
            "SecurityTrailer": trailer,
        }
        return nexo.write({message.kind: parts})

    def decode(self, data: bytes) -> Message:
        """Return the message inside; its header must be the outer one.

        :raises ProtocolError: another key, damaged, changed, or not encrypted.
        """
        kind, parts = nexo.envelope(data)
        trailer = parts.get("SecurityTrailer")
        if not isinstance(trailer, dict):
            raise ProtocolError(_UNFIT)
        named = (trailer.get("KeyIdentifier"), trailer.get("KeyVersion"))
        if named != (self._identifier, Decimal(self._version)):
            raise ProtocolError(_UNFIT)
        nonce, mac = _bytes(trailer.get("Nonce")), _bytes(trailer.get("Hmac"))
        if len(nonce) != _NONCE:
            raise ProtocolError(_UNFIT)
        clear = decrypt(_bytes(parts.get("NexoBlob")), self._keys, nonce, mac)
        message = nexo.decode(clear)
        if message.kind != kind or message.header != nexo.header_of(parts):
            raise ProtocolError(_UNFIT)
        return message


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _bytes(text: Any) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (TypeError, ValueError, binascii.Error) as error:
        raise ProtocolError(_UNFIT) from error
