"""Which letters a receipt printer has, and what to print instead of others.

python-escpos switches code pages by itself, but sends letters that no page holds as
GB18030 bytes, which printers show as noise. So texts are cleaned first, and only pages
of European printers are used.
"""

from __future__ import annotations

import unicodedata

from escpos.capabilities import get_profile  # type: ignore[import-untyped]
from escpos.magicencode import Encoder  # type: ignore[import-untyped]

_PAGES = (
    "CP437", "CP850", "CP852", "CP858", "CP1252", "CP1250", "CP866", "CP1251", "CP737",
    "CP1253", "CP857", "CP1254", "CP1257", "CP860", "CP863", "CP865", "ISO_8859-2",
    "ISO_8859-15",
)  # fmt: skip
_INSTEAD = str.maketrans({
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2011": "-", "\u2212": "-",
    "\t": " ", "₽": "RUB", "₺": "TRY", "₹": "INR",
})  # fmt: skip


class Letters:
    """The letters of one printer profile of python-escpos."""

    def __init__(self, profile: str) -> None:
        slots: dict[str, str] = get_profile(profile).get_code_pages()
        self._slots = {page: slots[page] for page in _PAGES if page in slots}
        self._maps: dict[str, dict[str, int]] = {}
        self._known: dict[str, str] = {}

    def encoder(self) -> Encoder:
        """Return a fresh python-escpos encoder that uses these pages only."""
        encoder = Encoder(self._slots)
        encoder.available_characters = self._maps
        return encoder

    def clean(self, text: str) -> str:
        """Return the text in letters that the printer has.

        Control characters go, since they would reach the printer as commands; accents
        that no page holds are dropped, anything else becomes a question mark.
        """
        kept = text.translate(_INSTEAD)
        return "".join(self._known.get(c) or self._learn(c) for c in kept)

    def _learn(self, letter: str) -> str:
        if letter == "\n":
            return letter
        if not letter.isprintable():
            return ""
        found = letter if self._has(letter) else self._simplified(letter)
        self._known[letter] = found
        return found

    def _simplified(self, letter: str) -> str:
        parts = unicodedata.normalize("NFKD", letter)
        plain = "".join(part for part in parts if not unicodedata.combining(part))
        return plain if plain and all(self._has(part) for part in plain) else "?"

    def _has(self, letter: str) -> bool:
        encoder = self.encoder()
        return any(encoder.can_encode(page, letter) for page in self._slots)
