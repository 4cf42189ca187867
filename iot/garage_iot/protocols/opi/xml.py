"""XML of OPI: read with everything dangerous refused, written in one plain form.

The encoding is what the document declares (UTF-8 if it says nothing); a byte order mark
is tolerated. A document type, and with it every entity of one's own, is refused before
the parser sees the document.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from ... import damage
from ...errors import ProtocolError

NAMESPACE = "http://www.nrf-arts.org/IXRetail/namespace"
_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]*?\?>")
_ENCODING = re.compile(
    rb"^\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})"
)
_ENCODINGS = {
    "utf-8", "iso8859-1", "iso8859-15", "cp1252", "ascii", "utf-16", "utf-16-be",
    "utf-16-le",
}  # fmt: skip
_FORBIDDEN = ("<!DOCTYPE", "<!ENTITY")
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Attributes = Mapping[str, "str | None"]


@damage.tells
def read(document: bytes) -> etree._Element:
    """Return the root element.

    :raises ProtocolError: not well formed, an unknown encoding, or a document type.
    """
    text = _DECLARATION.sub("", _decoded(document), count=1)
    if any(word in text for word in _FORBIDDEN):
        raise ProtocolError("The document brings its own document type")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.strip().encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ProtocolError("The document is no XML") from error


def name(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return etree.QName(element).localname


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first element at ``path``, whatever its namespace."""
    found = element
    for wanted in path:
        listed = children(found, wanted) if found is not None else []
        found = listed[0] if listed else None
    return found


def children(element: etree._Element, wanted: str) -> list[etree._Element]:
    """Return the elements with this name right below, whatever their namespace."""
    return [item for item in element if name(item) == wanted]


def attribute(element: etree._Element | None, wanted: str) -> str:
    """Return an attribute, empty when element or attribute is not there."""
    return str(element.get(wanted, "")) if element is not None else ""


def text(element: etree._Element | None) -> str:
    """Return the text of an element, empty when it is not there."""
    return line(element).strip() if element is not None else ""


def line(element: etree._Element) -> str:
    """Return the text of an element with its own blanks."""
    return "".join(str(piece) for piece in element.itertext())


def element(tag: str, attributes: Attributes, *inside: str) -> str:
    """Return an element as text; attributes that are None are left out.

    ``inside`` is XML already; use :func:`words` for text.
    """
    pairs = "".join(
        f" {key}={quoteattr(_clean(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    if not inside:
        return f"<{tag}{pairs}/>"
    return f"<{tag}{pairs}>{''.join(inside)}</{tag}>"


def words(value: str) -> str:
    """Return text fit to stand in an element."""
    return escape(_clean(value))


def document(root: str) -> bytes:
    """Return the bytes of a document, declared and encoded as UTF-8."""
    return f'<?xml version="1.0" encoding="UTF-8"?>{root}'.encode()


def _clean(value: str) -> str:
    """Leave out what XML cannot hold at all."""
    return _UNPRINTABLE.sub("", value)


def _decoded(document: bytes) -> str:
    try:
        return document.decode(_encoding(document))
    except (UnicodeDecodeError, LookupError) as error:
        raise ProtocolError("The document is not in the encoding it names") from error


def _encoding(document: bytes) -> str:
    for mark, encoding in _MARKS.items():
        if document.startswith(mark):
            return encoding
    declared = _ENCODING.match(document)
    found = codecs.lookup(declared[1].decode("ascii")).name if declared else "utf-8"
    if found not in _ENCODINGS:
        raise LookupError(found)
    return found
