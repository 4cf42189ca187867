"""Cells of other systems as values: dates, amounts, kilometres, fuels.

Each reader returns None for an empty cell and raises ValueError for one it cannot read.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

_FUELS = {
    "petrol": "petrol benzine benzin essence gasoline super euro95 бензин b",
    "diesel": "diesel gazole gasoil дизель d",
    "electric": "electric elektrisch elektro electrique ev bev электро электричество e",
    "hybrid": "hybrid hybride hev гибрид",
    "plugin_hybrid": "pluginhybrid plugin phev hybriderechargeable подключаемыйгибрид",
    "lpg": "lpg gpl autogas газ",
    "cng": "cng gnv erdgas aardgas метан",
    "hydrogen": "hydrogen waterstof wasserstoff hydrogene водород",
}
_FUEL_OF = {word: fuel for fuel, words in _FUELS.items() for word in words.split()}
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?$")
_PACKED = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_PARTS = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{2}|\d{4})(?:[ T].*)?$")


def guess_date_order(cells: Iterable[str]) -> str:
    """Return ``mdy`` where a second part is larger than 12 and no first one is."""
    first_large = second_large = False
    for cell in cells:
        match = _PARTS.match(cell.strip())
        if match:
            first_large |= int(match[1]) > 12
            second_large |= int(match[2]) > 12
    return "mdy" if second_large and not first_large else "dmy"


def read_date(cell: str, order: str = "dmy") -> date | None:
    """Return a day; two digits of a year mean 1970 to 2069."""
    text = cell.strip()
    if not text:
        return None
    match = _ISO.match(text) or _PACKED.match(text)
    if match:
        return date(int(match[1]), int(match[2]), int(match[3]))
    match = _PARTS.match(text)
    if not match:
        raise ValueError(cell)
    day, month = int(match[1]), int(match[2])
    if order == "mdy":
        day, month = month, day
    year = int(match[3])
    if year < 100:
        year += 1900 if year >= 70 else 2000
    return date(year, month, day)


def read_amount(cell: str) -> float | None:
    """Return an amount in either way of writing: 1.234,50 or 1,234.50."""
    text = re.sub(r"[^\d,.\-]", "", unicodedata.normalize("NFKC", cell))
    if not text:
        if re.search(r"\w", cell):
            raise ValueError(cell)
        return None
    return float(_dotted(text))


def _dotted(text: str) -> str:
    """Return the number with a point before its decimals and nothing else."""
    last = max(text.rfind(","), text.rfind("."))
    if last < 0:
        return text
    decimals = text[last + 1 :]
    whole = re.sub(r"[,.]", "", text[:last])
    marks = text.count(",") + text.count(".")
    is_grouping = len(decimals) == 3 and (marks == 1 or text.count(text[last]) > 1)
    return whole + decimals if is_grouping else f"{whole}.{decimals}"


def read_km(cell: str) -> int | None:
    """Return whole kilometres out of "148 200 km", "148.200" or "148200,0"."""
    amount = read_amount(re.sub(r"(?i)km", "", cell))
    if amount is None:
        return None
    if not 0 <= amount <= 3_000_000:
        raise ValueError(cell)
    return int(amount)


def read_year(cell: str) -> int | None:
    """Return a year of four digits, also out of a date."""
    text = cell.strip()
    if not text:
        return None
    match = re.search(r"(?<!\d)(18[89]\d|19\d\d|20\d\d)(?!\d)", text)
    if not match:
        raise ValueError(cell)
    return int(match[1])


def read_whole(cell: str) -> int | None:
    """Return a whole number, such as a power in kW."""
    amount = read_amount(cell)
    if amount is not None and not 0 <= amount < 10_000:
        raise ValueError(cell)
    return None if amount is None else int(amount)


def read_fuel(cell: str) -> str | None:
    """Return the key of a fuel, ``other`` for one that nobody knows."""
    key = "".join(
        char
        for char in unicodedata.normalize("NFKD", cell).casefold()
        if char.isalnum()
    )
    if not key:
        return None
    for word in (key, *re.split(r"[^\w]+", cell.casefold())):
        if word in _FUEL_OF:
            return _FUEL_OF[word]
    return "other"


def name_key(text: str | None) -> str:
    """Return a name without case, accents and doubled blanks, for comparing."""
    folded = unicodedata.normalize("NFKD", text or "").casefold()
    kept = "".join(char for char in folded if not unicodedata.combining(char))
    return " ".join(re.sub(r"[.,]", " ", kept).split())


def phone_key(text: str | None) -> str:
    """Return the last nine digits of a phone number, for comparing."""
    return re.sub(r"\D", "", text or "")[-9:]
