"""What a file from a phone is, told from its first bytes.

A phone names and types its files as it likes; what is stored and served later must not
rest on that. Signatures: https://en.wikipedia.org/wiki/List_of_file_signatures
"""

from __future__ import annotations

#: largest photo and largest video that is taken in, in bytes; photos are made small
LIMITS = {"image": 64 * 1024 * 1024, "video": 60 * 1024 * 1024}
#: upper bound for one request with files, in bytes
REQUEST_LIMIT = 80 * 1024 * 1024


def mimetype(raw: bytes) -> str:
    """Return the type of a photo or video, or an empty string for anything else.

    :param raw: the file, or at least its first 12 bytes
    """
    if raw.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        return "image/webp"
    if raw.startswith(b"\x1aE\xdf\xa3"):
        return "video/webm"
    if raw[4:8] == b"ftyp":
        return _iso_mimetype(raw[8:12])
    return ""


def problem(raw: bytes) -> str:
    """Tell why a file is not taken in: "type", "size", or empty when it is.

    :param raw: the whole file
    """
    kind = mimetype(raw).partition("/")[0]
    if not kind:
        return "type"
    return "size" if len(raw) > LIMITS[kind] else ""


def _iso_mimetype(brand: bytes) -> str:
    if brand in (b"heic", b"heix", b"mif1", b"msf1"):
        return "image/heic"
    return "video/quicktime" if brand == b"qt  " else "video/mp4"
