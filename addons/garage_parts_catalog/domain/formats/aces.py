"""ACES 3.1 to 5.0 (fitment of North America) read as a stream.

Bytes in, dataclasses out; entities are refused; a broken line of data is told and
left out; a file that ends early raises.  Source: public ACES files and schemas.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

from ..issues import CatalogFileError, LineIssue
from ..number import normalize
from ..rows import Application, Qualifier

CHUNK = 64 * 1024
_HEADER = {
    "Company",
    "SenderName",
    "TransferDate",
    "BrandAAIAID",
    "BrandID",
    "DocumentTitle",
    "EffectiveDate",
    "SubmissionType",
    "VcdbVersionDate",
    "VCdbPublicationDate",
}
_PLAIN = {
    "BaseVehicle",
    "Years",
    "Make",
    "Model",
    "Qty",
    "PartType",
    "PartTerminology",
    "Position",
    "Part",
    "PartNumber",
    "Note",
    "MfrLabel",
    "DisplayOrder",
    "AssetName",
    "AssetItemOrder",
    "AssetItemRef",
    "Qual",
    "App",
    "DiagramAsset",
}
_EQUIPMENT = {"Mfr", "EquipmentModel", "EquipmentBase", "ProductionYears"}
_CUT_OFF = {
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
}


@dataclass(slots=True)
class AcesHeader:
    """The file's own words about itself; ``record_count`` is None before the end."""

    version: str = ""
    values: dict[str, str] = field(default_factory=dict)
    record_count: int | None = None

    @property
    def brand_code(self) -> str:
        """The sender's four-letter brand code."""
        return self.values.get("BrandAAIAID") or self.values.get("BrandID", "")

    @property
    def full(self) -> bool:
        """Whether the file replaces everything sent before."""
        return self.values.get("SubmissionType", "").upper() == "FULL"


@dataclass(slots=True)
class _Child:
    name: str
    attributes: dict[str, str]
    text: str = ""


class AcesReader:
    """Iterate over Application and LineIssue; ``header`` fills on the way."""

    def __init__(self, stream: BinaryIO) -> None:
        self.header = AcesHeader()
        self.app_count = 0
        self._stream = stream
        self._ready: list[Application | LineIssue] = []
        self._path: list[str] = []
        self._children: list[_Child] = []
        self._text: list[str] = []
        self._app: tuple[int, dict[str, str]] = (0, {})
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text.append
        self._parser.StartDoctypeDeclHandler = self._refuse_entities

    def __iter__(self) -> Iterator[Application | LineIssue]:
        self._stream.seek(0)
        empty = True
        while chunk := self._stream.read(CHUNK):
            empty = empty and not chunk.strip()
            self._feed(chunk, final=False)
            yield from self._ready
            self._ready.clear()
        if empty:
            raise CatalogFileError("empty")
        self._feed(b"", final=True)
        self._check_count()

    def _feed(self, data: bytes, *, final: bool) -> None:
        try:
            self._parser.Parse(data, final)
        except expat.ExpatError as error:
            code = "truncated" if final and error.code in _CUT_OFF else "not_xml"
            reason = expat.errors.messages.get(error.code, "")
            raise CatalogFileError(code, error.lineno, reason) from error

    def _check_count(self) -> None:
        told = self.header.record_count
        if told is not None and told != self.app_count:
            raise CatalogFileError("count", value=f"{told}/{self.app_count}")

    def _refuse_entities(self, *_declaration: object) -> None:
        raise CatalogFileError("entities", self._parser.CurrentLineNumber)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        depth = len(self._path)
        if depth == 0:
            if name != "ACES":
                raise CatalogFileError("not_aces", value=name[:40])
            self.header.version = attributes.get("version", "")
        elif depth == 1 and name == "App":
            self._app = (self._parser.CurrentLineNumber, attributes)
            self._children.clear()
        elif depth == 2 and self._path[1] == "App":
            self._children.append(_Child(name, attributes))
        elif depth == 3 and self._path[1] == "App" and name == "param":
            self._children[-1].text += " " + attributes.get("value", "")
        self._text.clear()
        self._path.append(name)

    def _end(self, name: str) -> None:
        self._path.pop()
        depth = len(self._path)
        text = "".join(self._text).strip()
        self._text.clear()
        if depth >= 2 and self._path[1] == "App" and self._children:
            self._children[-1].text = (self._children[-1].text + " " + text).strip()
        elif depth == 2 and self._path[1] == "Header" and name in _HEADER:
            self.header.values[name] = text[:200]
        elif depth == 1 and name == "App":
            self.app_count += 1
            self._ready.append(self._application())
        elif name == "RecordCount" and text.isdecimal():
            self.header.record_count = int(text)

    def _application(self) -> Application | LineIssue:
        line, attributes = self._app
        found = {child.name: child for child in self._children}
        part = found.get("Part") or found.get("PartNumber")
        if part is None or not 0 < len(normalize(part.text)) <= 60:
            return LineIssue(line, "part", attributes.get("id", ""))
        vehicle = _vehicle(found)
        if isinstance(vehicle, str):
            return LineIssue(line, vehicle, attributes.get("id", ""))
        kind = found.get("PartType") or found.get("PartTerminology")
        if kind is None or not _number(kind):
            return LineIssue(line, "part_type", attributes.get("id", ""))
        system, ref, year_from, year_to = vehicle
        notes = [child.text for child in self._children if child.name == "Note"]
        return Application(
            line=line,
            number=part.text,
            brand=part.attributes.get("BrandAAIAID")
            or part.attributes.get("BrandID")
            or self.header.brand_code,
            delete=attributes.get("action", "A").upper() == "D",
            system=system,
            vehicle_ref=ref,
            part_type=_number(kind),
            position=_number(found.get("Position")),
            quantity=_quantity(found.get("Qty")),
            year_from=year_from,
            year_to=year_to,
            qualifiers=tuple(_qualifiers(self._children)),
            note="; ".join(note for note in notes if note),
        )


def _vehicle(found: dict[str, _Child]) -> tuple[str, str, int, int] | str:
    """Return (system, reference, year from, year to), or the issue's code."""
    if base := found.get("BaseVehicle"):
        number = _number(base)
        return ("vcdb_base", str(number), 0, 0) if number else "vehicle"
    if found.keys() & _EQUIPMENT:
        return "equipment"
    years, make, model = (found.get(name) for name in ("Years", "Make", "Model"))
    if years is None or make is None or not _number(make):
        return "vehicle"
    first, last = years.attributes.get("from", ""), years.attributes.get("to", "")
    if not (first.isdecimal() and last.isdecimal() and int(first) <= int(last)):
        return "year"
    ref = f"{_number(make)}/{_number(model)}"
    return "vcdb_model", ref, int(first), int(last)


def _qualifiers(children: list[_Child]) -> Iterator[Qualifier]:
    for child in children:
        if child.name == "Note" and child.text:
            yield Qualifier("note", child.text)
        elif child.name == "Qual":
            yield Qualifier("note", child.text or f"Qual {child.attributes.get('id')}")
        elif child.name == "MfrLabel" and child.text:
            yield Qualifier("label", child.text)
        elif child.name not in _PLAIN:
            yield Qualifier(child.name, child.attributes.get("id", child.text))


def _number(child: _Child | None) -> int:
    text = child.attributes.get("id", "") if child else ""
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _quantity(child: _Child | None) -> int:
    text = child.text if child else ""
    return int(text) if text.isdecimal() and len(text) < 5 else 1
