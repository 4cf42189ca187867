"""Tables of docs/access.md: who may do what with which model, who opens what."""

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "access.md"
ROLES = ("mechanic", "adviser", "cashier", "finance", "manager", "auditor")
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


def models() -> dict[str, dict[str, str]]:
    """Model: role: letters of `rwcd`, empty for nothing."""
    return {
        name: dict(zip(ROLES, (_letters(cell) for cell in cells), strict=True))
        for name, *cells in _rows("Models")
    }


def routes() -> dict[str, str]:
    """Address: who opens it, a word of the page's legend or roles with commas."""
    return {address: who for address, who, *_why in _rows("Addresses")}


def model_row(name: str, rights: dict[str, str]) -> str:
    """One line of the table of models, to paste into the page."""
    cells = " | ".join(rights[role] or "–" for role in ROLES)
    return f"| `{name}` | {cells} |"


def _letters(cell: str) -> str:
    return "" if cell == "–" else cell


def _rows(title: str) -> list[list[str]]:
    text = PAGE.read_text().split(f"\n## {title}\n")[1].split("\n## ")[0]
    lines = [line for line in text.splitlines() if re.match(r"\|\s*`", line)]
    return [
        [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        for line in lines
    ]
