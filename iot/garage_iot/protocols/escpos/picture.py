"""A line of text as a picture, for letters that a printer does not have."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

# Fonts of fixed width with Latin, Greek and Cyrillic, as distributions install them.
_FOLDERS = ("/usr/share/fonts/truetype", "/usr/share/fonts", "/usr/local/share/fonts")
_FONTS = (
    "dejavu/DejaVuSansMono.ttf",
    "dejavu-sans-mono-fonts/DejaVuSansMono.ttf",
    "TTF/DejaVuSansMono.ttf",
    "freefont/FreeMono.ttf",
    "noto/NotoSansMono-Regular.ttf",
    "liberation/LiberationMono-Regular.ttf",
)
_SAMPLE_SIZE = 24
_NO_LETTER = "\U0010fffe"
# Share of a cell's height that the letters of these fonts take without their leading.
_FILL = 0.8


def installed_font() -> str:
    """Return the path of a suitable font of this machine, or an empty text."""
    for folder in _FOLDERS:
        for name in _FONTS:
            if (path := Path(folder) / name).is_file():
                return str(path)
    return ""


class LineFont:
    """A font that draws lines in the cells of a receipt printer."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._missing = self._shape(_NO_LETTER)

    @lru_cache(maxsize=1024)  # noqa: B019  (one font lives as long as the program)
    def has(self, letter: str) -> bool:
        """Tell whether the font holds a letter."""
        return self._shape(letter) != self._missing

    def draw(self, line: str, cell: tuple[int, int]) -> Image.Image:
        """Return a line in black on white; ``cell`` is width and height in dots."""
        width, height = cell
        spans = [_cells(letter) for letter in line]
        picture = Image.new("L", (max(sum(spans), 1) * width, height), 255)
        pen, font, left = ImageDraw.Draw(picture), self._font(height), 0
        for letter, span in zip(line, spans, strict=True):
            middle = left + span * width / 2
            pen.text((middle, height / 2), letter, font=font, fill=0, anchor="mm")
            left += span * width
        return picture

    def _shape(self, letter: str) -> bytes:
        picture = Image.new("L", (3 * _SAMPLE_SIZE, 3 * _SAMPLE_SIZE), 255)
        pen = ImageDraw.Draw(picture)
        pen.text((_SAMPLE_SIZE, 0), letter, font=self._font(_SAMPLE_SIZE), fill=0)
        shape: bytes = picture.tobytes()
        return shape

    @lru_cache(maxsize=16)  # noqa: B019
    def _font(self, height: int) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(self._path, max(round(height * _FILL), 8))


def _cells(letter: str) -> int:
    """Return how many cells a letter takes: Chinese ones are twice as wide."""
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1
