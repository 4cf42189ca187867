"""ACES 3.1 to 5.0 (fitment of North America) read as a stream.

Bytes in, dataclasses out; entities are refused; a broken line of data is told and
left out; a file that ends early raises.  Source: public ACES files and schemas.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

from ..issues import CatalogFileError, LineIssue
from ..number import normalize_again
from ..rows import Application, Qualifier
from .xml_stream import XmlStream

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
    "NonDiagramAssets",
    "Mfr",
    "EquipmentModel",
    "EquipmentBase",
    "ProductionYears",
}
#: of these an application says no conditions
_SILENT = _PLAIN - {"Note", "Qual", "MfrLabel"}
#: number systems in which a file of this format speaks of vehicles
SYSTEMS = ("vcdb_base", "vcdb_model", "vcdb_equipment")
_CHILDREN = 2000  # elements of one application
_TEXT_LIMIT = 2000  # characters after which a text grows no more
_PARAMS = 10
#: says what a machine is, and of a vehicle only which of them are meant
_KIND_OF_MACHINE = ("VehicleType", True)


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


class _Child(NamedTuple):
    """One element of an application; ``params`` are the values of a condition."""

    name: str
    attributes: dict[str, str]
    text: str
    params: Sequence[str] = ()

    def words(self) -> str:
        """Return what it says; the sentence of a condition holds its values already."""
        return self.text or " ".join(filter(None, self.params))[:_TEXT_LIMIT]


#: six of them make an application: the class's own way to be made takes twice as long
_child = _Child._make


class AcesReader(XmlStream):
    """Iterate over Application and LineIssue; ``header`` fills on the way."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream)
        self.header = AcesHeader()
        self.app_count = 0
        self.asset_count = 0
        self._children: list[_Child] = []
        self._app: tuple[int, dict[str, str]] = (0, {})
        self._prefix = ""
        self._attributes: dict[str, str] = {}
        self._words: list[str] = []
        self._params: list[str] = []

    def _check(self) -> None:
        told = self.header.record_count
        # senders count the pictures that belong to vehicles, or they do not
        held = (self.app_count, self.app_count + self.asset_count)
        if told is not None and told not in held:
            raise CatalogFileError("count", value=f"{told}/{self.app_count}")

    def _trim(self) -> None:
        del self._children[_CHILDREN:]

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        depth = len(self._path)
        if depth == 0:
            name = self._root(name)
            self.header.version = attributes.get("version", "")
        elif depth == 1 and name == "App":
            self._app = (self._parser.CurrentLineNumber, attributes)
            self._children.clear()
            self._handle(self._start_inside, self._end_inside)
        self._text.clear()
        self._path.append(name)

    def _start_inside(self, name: str, attributes: dict[str, str]) -> None:
        """The same inside an application, which is nearly all of a file."""
        depth = len(self._path)
        if depth == 2:
            self._attributes = attributes
        elif depth == 3 and name == "param" and len(self._params) < _PARAMS:
            self._params.append(_param(attributes))
        self._text.clear()
        self._path.append(name)

    def _root(self, name: str) -> str:
        """Check the outer element; where it has a prefix, all names lose theirs."""
        prefix, sign, plain = name.rpartition(":")
        if plain != "ACES":
            raise CatalogFileError("not_aces", value=name[:40])
        self._prefix = prefix + sign
        self._handle(self._start, self._end)
        return plain

    def _handle(
        self, start: Callable[[str, dict[str, str]], None], end: Callable[[str], None]
    ) -> None:
        """Let these methods take what comes next."""
        if prefix := self._prefix:
            self._parser.StartElementHandler = lambda name, found: start(
                name.removeprefix(prefix), found
            )
            self._parser.EndElementHandler = lambda name: end(name.removeprefix(prefix))
        else:
            self._parser.StartElementHandler = start
            self._parser.EndElementHandler = end

    def _end(self, name: str) -> None:
        self._path.pop()
        depth = len(self._path)
        text = "".join(self._text).strip()
        self._text.clear()
        if depth == 2 and self._path[1] == "Header" and name in _HEADER:
            self.header.values[name] = text[:200]
        elif depth == 1 and name == "Asset":
            self.asset_count += 1
        elif name == "RecordCount" and text.isdecimal() and len(text) < 12:
            self.header.record_count = int(text)

    def _end_inside(self, name: str) -> None:
        path = self._path
        path.pop()
        depth = len(path)
        text = "".join(self._text).strip() if self._text else ""
        self._text.clear()
        if depth == 2:
            if self._words or self._params:
                self._end_condition(name, text)
            else:
                self._children.append(_child((name, self._attributes, text, ())))
        elif depth > 2:
            if text and len(self._words) < _PARAMS:
                self._words.append(text)
        else:
            self.app_count += 1
            self._ready.append(self._application())
            self._handle(self._start, self._end)

    def _end_condition(self, name: str, text: str) -> None:
        """An element with others inside it: their words come first."""
        words = " ".join(filter(None, (*self._words, text)))
        params = tuple(self._params)
        self._children.append(_Child(name, self._attributes, words, params))
        self._words.clear()
        self._params.clear()

    def _application(self) -> Application | LineIssue:
        line, attributes = self._app
        found = {child.name: child for child in self._children}
        part = found.get("Part") or found.get("PartNumber")
        if part is None or not 0 < len(normalize_again(part.text)) <= 60:
            return LineIssue(line, "part", attributes.get("id", ""))
        vehicle = _vehicle(found)
        if isinstance(vehicle, str):
            return LineIssue(line, vehicle, attributes.get("id", ""))
        kind = found.get("PartType") or found.get("PartTerminology")
        part_type = _number(kind)
        if not part_type:
            return LineIssue(line, "part_type", attributes.get("id", ""))
        system, ref, year_from, year_to = vehicle
        plain = found.keys() <= _SILENT
        return Application(
            line=line,
            number=part.text,
            brand=(
                part.attributes.get("BrandAAIAID")
                or part.attributes.get("BrandID")
                or self.header.brand_code
            )[:40],
            delete=attributes.get("action", "A").upper() == "D",
            system=system,
            vehicle_ref=ref,
            part_type=part_type,
            position=_number(found.get("Position")),
            quantity=_quantity(found.get("Qty")),
            year_from=year_from,
            year_to=year_to,
            qualifiers=() if plain else tuple(_qualifiers(self._children)),
            note="" if plain else _notes(self._children),
        )


def _vehicle(found: dict[str, _Child]) -> tuple[str, str, int, int] | str:
    """Return (system, reference, year from, year to), or the issue's code."""
    if base := found.get("BaseVehicle"):
        number = _number(base)
        return ("vcdb_base", str(number), 0, 0) if number else "vehicle"
    if found.keys() & {"EquipmentBase", "Mfr"}:
        return _equipment(found)
    years, make, model = (found.get(name) for name in ("Years", "Make", "Model"))
    if years is None or make is None or not _number(make):
        return "vehicle"
    first, last = years.attributes.get("from", ""), years.attributes.get("to", "")
    if not (_is_year(first) and _is_year(last) and int(first) <= int(last)):
        return "year"
    ref = f"{_number(make)}/{_number(model)}"
    return "vcdb_model", ref, int(first), int(last)


def _equipment(found: dict[str, _Child]) -> tuple[str, str, int, int] | str:
    """The same for machines: their own number, or maker and model."""
    maker, model = (_number(found.get(name)) for name in ("Mfr", "EquipmentModel"))
    ref = str(_number(found.get("EquipmentBase")) or "")
    if maker and model:
        ref = ref or f"{maker}/{model}"
    if not ref:
        return "equipment"
    built = found["ProductionYears"].attributes if "ProductionYears" in found else {}
    years = [built.get(f"Production{end}", "") for end in ("Start", "End")]
    if not all(not year or _is_year(year) for year in years):
        return "year"
    first, last = (int(year or 0) for year in years)
    return "year" if last and first > last else ("vcdb_equipment", ref, first, last)


def _qualifiers(children: list[_Child]) -> Iterator[Qualifier]:
    machine = any(child.name in ("Mfr", "EquipmentBase") for child in children)
    for child in children:
        if child.name == "Note" and child.text:
            yield Qualifier("note", child.text)
        elif child.name == "Qual":
            words = child.words() or f"Qual {child.attributes.get('id')}"
            yield Qualifier("note", words)
        elif child.name == "MfrLabel" and child.text:
            yield Qualifier("label", child.text)
        elif child.name not in _PLAIN and (child.name, machine) != _KIND_OF_MACHINE:
            yield Qualifier(child.name, child.attributes.get("id", child.text))


def _notes(children: list[_Child]) -> str:
    return "; ".join(one.text for one in children if one.name == "Note" and one.text)


def _param(attributes: dict[str, str]) -> str:
    """Return a value with its unit."""
    return f"{attributes.get('value', '')} {attributes.get('uom', '')}".strip()


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdecimal()


def _number(child: _Child | None) -> int:
    text = child.attributes.get("id", "") if child else ""
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _quantity(child: _Child | None) -> int:
    text = child.text if child else ""
    return int(text) if text.isdecimal() and len(text) < 5 else 1
