"""What a supplier's file is, told by its beginning and never by its name."""

from __future__ import annotations

import codecs
import re

from .csv_profile import check_text
from .datanorm import is_datanorm

HEAD = 4096
_XML = re.compile(rb"<(?:\w+:)?(PIES|BMECAT)[\s>]")
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BLANKS = b"\xff\xfe\xef\xbb\xbf \t\r\n"


def detect_kind(head: bytes) -> str:
    """Return csv, datanorm, aces, pies or bmecat for a file that begins like this.

    Raises CatalogFileError for what is no text at all.
    """
    check_text(head)
    plain = head.replace(b"\0", b"") if head.startswith(_MARKS) else head
    if plain.lstrip(_BLANKS).startswith(b"<"):
        found = _XML.search(plain)
        return found[1].decode().lower() if found else "aces"
    return "datanorm" if is_datanorm(head) else "csv"
