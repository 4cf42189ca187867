"""What public vehicle registers say, in one form whatever register said it.

Each reader takes the answer of one register as decoded JSON and returns ``Facts``.
Sources: RDW open data (field list of m9d7-ebf2, 8ys7-d773, vkij-7mwc, t49b-isb7),
DVLA Vehicle Enquiry Service v1, NHTSA vPIC DecodeVinValues.
Powers are kilowatts; unknown values are None or empty, never zero.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

Row = Mapping[str, Any]
_NOTHING = {"", "niet geregistreerd", "n.v.t.", "geen verstrekking in open data"}
_RDW_FUELS = {
    "benzine": "petrol",
    "diesel": "diesel",
    "elektriciteit": "electric",
    "lpg": "lpg",
    "cng": "cng",
    "lng": "cng",
    "waterstof": "hydrogen",
}
_DVLA_FUELS = {
    "PETROL": "petrol",
    "DIESEL": "diesel",
    "ELECTRICITY": "electric",
    "HYBRID ELECTRIC": "hybrid",
    "GAS BI-FUEL": "lpg",
    "GAS": "lpg",
}
_VPIC_FUELS = {
    "gasoline": "petrol",
    "diesel": "diesel",
    "electric": "electric",
    "compressed natural gas (cng)": "cng",
    "liquefied petroleum gas (propane or lpg)": "lpg",
}
_SHORT_MAKES = {"BMW", "MINI", "SEAT", "KIA", "DAF", "MAN", "MG", "BYD", "DS", "GWM"}
_HP_IN_KW = 0.7457


@dataclass(frozen=True)
class Recall:
    """One recall of the maker; ``open`` until the register calls it repaired."""

    code: str
    text: str
    open: bool


@dataclass(frozen=True)
class Facts:
    """One vehicle as a register knows it."""

    make: str = ""
    model: str = ""
    variant: str = ""
    model_year: int | None = None
    first_registration: date | None = None
    fuel: str = ""
    power_kw: int | None = None
    color: str = ""
    inspection_due: date | None = None
    recalls: tuple[Recall, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return what is known as plain values; days are ISO text."""
        known = {name: value for name, value in asdict(self).items() if value}
        for name in ("first_registration", "inspection_due"):
            if name in known:
                known[name] = known[name].isoformat()
        if "recalls" in known:
            known["recalls"] = list(known["recalls"])
        return known


def from_rdw(
    vehicle: Row,
    fuels: Iterable[Row] = (),
    inspection: Row | None = None,
    recalls: Iterable[Row] = (),
    recall_texts: Mapping[str, str] | None = None,
) -> Facts:
    """Read the rows of RDW; all its values are text, absent ones are missing.

    :param recall_texts: text of the repair by ``referentiecode_rdw``
    """
    make = _name(_text(vehicle, "merk"))
    texts = recall_texts or {}
    expiry = _rdw_day(_text(inspection or {}, "vervaldatum_keuring"))
    rows = list(fuels)
    return Facts(
        make=make,
        model=_without_make(_text(vehicle, "handelsbenaming"), make),
        first_registration=_rdw_day(_text(vehicle, "datum_eerste_toelating")),
        fuel=_rdw_fuel(rows),
        power_kw=_rdw_power(rows),
        color=_text(vehicle, "eerste_kleur").capitalize(),
        inspection_due=expiry or _rdw_day(_text(vehicle, "vervaldatum_apk")),
        recalls=tuple(
            Recall(
                code=_text(row, "referentiecode_rdw"),
                text=texts.get(_text(row, "referentiecode_rdw"), ""),
                open=_text(row, "code_status") == "O",
            )
            for row in recalls
            if _text(row, "referentiecode_rdw")
        ),
    )


def from_dvla(answer: Row) -> Facts:
    """Read an answer of DVLA; it names neither model nor VIN."""
    month = _text(answer, "monthOfFirstRegistration")
    return Facts(
        make=_name(_text(answer, "make")),
        model_year=_int(answer.get("yearOfManufacture")),
        first_registration=_iso_day(f"{month}-01") if month else None,
        fuel=_DVLA_FUELS.get(_text(answer, "fuelType").upper(), ""),
        color=_text(answer, "colour").capitalize(),
        inspection_due=_iso_day(_text(answer, "motExpiryDate")),
    )


def from_vpic(row: Row) -> Facts:
    """Read the flat result of vPIC; an unknown VIN gives facts without a make."""
    power = _float(row.get("EngineKW")) or (
        (_float(row.get("EngineHP")) or 0) * _HP_IN_KW
    )
    fuel = _text(row, "FuelTypePrimary").lower()
    hybrid = "PHEV" in _text(row, "ElectrificationLevel").upper()
    return Facts(
        make=_name(_text(row, "Make")),
        model=_text(row, "Model"),
        variant=_text(row, "Trim"),
        model_year=_int(row.get("ModelYear")),
        fuel="plugin_hybrid" if hybrid else _VPIC_FUELS.get(fuel, ""),
        power_kw=round(power) or None,
    )


def _text(row: Row, name: str) -> str:
    text = str(row.get(name) or "").strip()
    return "" if text.lower() in _NOTHING else text


def _name(text: str) -> str:
    """Write a make as people do: VOLKSWAGEN is Volkswagen, BMW stays BMW."""
    if not text or text.upper() in _SHORT_MAKES:
        return text.upper()
    return "-".join(part.title() for part in text.split("-"))


def _without_make(text: str, make: str) -> str:
    """Strip the make that RDW repeats before the model: NISSAN NOTE is Note."""
    if make and text.upper().startswith(make.upper() + " "):
        text = text[len(make) + 1 :]
    words = text.split()
    return " ".join(
        word.capitalize() if word.isalpha() and len(word) > 3 else word
        for word in words
    )


def _rdw_fuel(rows: list[Row]) -> str:
    names = {_text(row, "brandstof_omschrijving").lower() for row in rows}
    kinds = {_RDW_FUELS[name] for name in names if name in _RDW_FUELS}
    if "electric" in kinds and len(kinds) > 1:
        classes = {_text(row, "klasse_hybride_elektrisch_voertuig") for row in rows}
        return "plugin_hybrid" if "OVC-HEV" in classes else "hybrid"
    for kind in ("lpg", "cng"):
        if kind in kinds:
            return kind
    return min(kinds, default="")


def _rdw_power(rows: list[Row]) -> int | None:
    powers = [
        _float(row.get("nettomaximumvermogen"))
        or _float(row.get("netto_max_vermogen_elektrisch"))
        or 0
        for row in rows
    ]
    return round(max(powers, default=0)) or None


def _rdw_day(text: str) -> date | None:
    """Read YYYYMMDD, the only form that all data sets have."""
    if len(text) != 8 or not text.isdigit():
        return None
    return _iso_day(f"{text[:4]}-{text[4:6]}-{text[6:]}")


def _iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _int(value: Any) -> int | None:
    number = _float(value)
    return round(number) if number else None


def _float(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
