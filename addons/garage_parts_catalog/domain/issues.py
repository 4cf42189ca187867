"""What can be wrong in a supplier file, as plain values without wording."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LineIssue:
    """One line that was left out; the rest of the file goes on.

    ``code`` names the reason: ``columns``, ``number``, ``amount``, ``quote``,
    ``encoding``, ``vehicle``, ``part``, ``part_type``, ``equipment``, ``key``,
    ``year``, ``make``, ``action``, ``record``, ``price_kind``, ``price_unit``,
    ``surcharge``, ``discount``, ``currency``, ``unknown_part``, ``brand``; of
    labour times ``operation``, ``hours``, ``skill``, ``date``, ``ktype``, ``twice``.
    """

    line: int
    code: str
    value: str = ""


class CatalogFileError(Exception):
    """The whole file is refused and nothing may be changed.

    ``code`` names the reason: ``empty``, ``binary``, ``spreadsheet``, ``pdf``,
    ``workbook``, ``packed``, ``not_xml``, ``not_aces``, ``not_pies``, ``not_bmecat``,
    ``datanorm_version``, ``currency``, ``entities``, ``truncated``, ``count``,
    ``no_lines``, ``no_number``, ``mostly_damaged``, ``no_vehicle_columns``,
    ``no_labour_columns``, ``no_units_per_hour``, ``no_kit_columns``.
    """

    def __init__(self, code: str, line: int = 0, value: str = "") -> None:
        super().__init__(f"{code} (line {line}) {value}".strip())
        self.code = code
        self.line = line
        self.value = value
