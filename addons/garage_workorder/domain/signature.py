"""A signature drawn on a screen, as it arrives from an untrusted browser."""

from __future__ import annotations

import base64
import binascii

PREFIX = "data:image/png;base64,"
PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
MAX_BYTES = 200_000


def decode_png(data_url: str) -> bytes:
    """Return the PNG bytes of a data URL; an empty text gives no bytes.

    :raises ValueError: when it is not a PNG picture of at most 200 kB
    """
    if not data_url:
        return b""
    if not data_url.startswith(PREFIX) or len(data_url) > MAX_BYTES * 4 // 3 + 64:
        raise ValueError("the signature is not a small PNG picture")
    try:
        picture = base64.b64decode(data_url[len(PREFIX) :], validate=True)
    except binascii.Error as error:
        raise ValueError("the signature is damaged") from error
    if not picture.startswith(PNG_MAGIC):
        raise ValueError("the signature is not a PNG picture")
    return picture
