"""What a phone may send as photo or video, told from the bytes themselves."""

from __future__ import annotations

from typing import Literal

MEGABYTE = 1024 * 1024
#: largest photo that is taken in; it is made small before it is kept
PHOTO_LIMIT = 64 * MEGABYTE
#: largest video that is taken in; about a minute at 720 lines
VIDEO_LIMIT = 40 * MEGABYTE


def sniff_video(head: bytes) -> str:
    """MIME type of a video from its first bytes, empty when it is none.

    ISO base media files (mp4, mov, 3gp) name themselves in the "ftyp" box, WebM and
    Matroska begin with an EBML header.
    """
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        # pictures (HEIC, AVIF) use the same container
        if brand in (b"heic", b"heix", b"mif1", b"avif", b"heim", b"heis"):
            return ""
        return "video/quicktime" if brand == b"qt  " else "video/mp4"
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return "video/webm"
    return ""


def excess(kind: Literal["photo", "video"], size: int) -> int:
    """Allowed size in bytes when a file of ``size`` bytes is too large, else 0."""
    limit = VIDEO_LIMIT if kind == "video" else PHOTO_LIMIT
    return limit if size > limit else 0
