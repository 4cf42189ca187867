"""Which letters a receipt printer has, and what to print instead of others.

python-escpos switches code pages by itself, but sends letters that no page holds as
GB18030 bytes, which printers show as noise. So texts are cleaned first, and only pages
of European printers are used. A letter that no page holds is, in this order: kept for
a line that is printed as a picture (when a font with it is installed), printed without
its accent, or written as its number, such as ``[U+1F600]``. It never just vanishes.
"""

from __future__ import annotations

import unicodedata

from escpos.capabilities import get_profile  # type: ignore[import-untyped]
from escpos.magicencode import Encoder, MagicEncode  # type: ignore[import-untyped]

from .picture import LineFont

_PAGES = (
    "CP437", "CP850", "CP852", "CP858", "CP1252", "CP1250", "CP866", "CP1251", "CP737",
    "CP1253", "CP857", "CP1254", "CP1257", "CP860", "CP863", "CP865", "ISO_8859-2",
    "ISO_8859-15",
)  # fmt: skip
_INSTEAD = str.maketrans({
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2011": "-", "\u2212": "-",
    "\t": " ", "₽": "RUB", "₺": "TRY", "₹": "INR", "\ufe0f": "",
})  # fmt: skip


class PageEncoder(Encoder):  # type: ignore[misc]
    """python-escpos' encoder, which looks at the letters beyond ASCII only."""

    def reach(self, text: str, page: str) -> int:
        """Return how many letters from the start a code page holds."""
        if text.isascii():
            return len(text)
        letters = self._get_codepage_char_map(page)
        for at, letter in enumerate(text):
            if letter > "\x7f" and letter not in letters:
                return at
        return len(text)

    def encode(self, text: str, encoding: str, defaultchar: str = "?") -> bytes:
        """Return a text in a code page that holds all its letters."""
        if text.isascii():
            return text.encode("ascii")
        letters = self._get_codepage_char_map(encoding)
        return bytes([letters[c] if c > "\x7f" else ord(c) for c in text])


class PageSwitch(MagicEncode):  # type: ignore[misc]
    """python-escpos' switching of code pages, for clean texts: four times as fast."""

    def write(self, text: str) -> None:
        """Write a text of letters that the printer has, switching pages in between."""
        while text:
            page = self.encoding
            if page is None or not self.encoder.reach(text[0], page):
                page = self.encoder.find_suitable_encoding(text[0])
            if page is None:
                raise ValueError(f"no code page holds {text[0]!r}: clean texts first")
            end = self.encoder.reach(text, page)
            self.write_with_encoding(page, text[:end])
            text = text[end:]


class Letters:
    """The letters of one printer profile of python-escpos, and of a font beside it."""

    def __init__(self, profile: str, font: LineFont | None = None) -> None:
        slots: dict[str, str] = get_profile(profile).get_code_pages()
        self._slots = {page: slots[page] for page in _PAGES if page in slots}
        self._maps: dict[str, dict[str, int]] = {}
        self._known: dict[str, str] = {}
        self._font = font
        self._drawn: set[str] = set()

    def encoder(self) -> PageEncoder:
        """Return a fresh python-escpos encoder that uses these pages only."""
        encoder = PageEncoder(self._slots)
        encoder.available_characters = self._maps
        return encoder

    def clean(self, text: str) -> str:
        """Return the text in letters that can be printed.

        Control characters go, since they would reach the printer as commands.
        """
        kept = text.translate(_INSTEAD)
        return "".join(self._known.get(c) or self._learn(c) for c in kept)

    def needs_picture(self, line: str) -> bool:
        """Tell whether a clean line holds letters that only the font has."""
        return bool(self._drawn) and not self._drawn.isdisjoint(line)

    def _learn(self, letter: str) -> str:
        if letter == "\n":
            return letter
        if not letter.isprintable():
            return ""
        found = letter
        if not self._has(letter):
            found = self._instead(letter)
        self._known[letter] = found
        return found

    def _instead(self, letter: str) -> str:
        if self._font is not None and self._font.has(letter):
            self._drawn.add(letter)
            return letter
        parts = unicodedata.normalize("NFKD", letter)
        plain = "".join(part for part in parts if not unicodedata.combining(part))
        if plain and all(self._has(part) for part in plain):
            return plain
        return f"[U+{ord(letter):04X}]"

    def _has(self, letter: str) -> bool:
        encoder = self.encoder()
        return any(encoder.can_encode(page, letter) for page in self._slots)
