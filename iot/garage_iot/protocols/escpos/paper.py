"""The paper and letters of one printer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from escpos.capabilities import CAPABILITIES, get_profile  # type: ignore[import-untyped]
from escpos.printer import Dummy  # type: ignore[import-untyped]

from .letters import Letters, PageSwitch
from .picture import LineFont, installed_font

PROFILES: tuple[str, ...] = tuple(sorted(CAPABILITIES["profiles"]))


@dataclass(frozen=True)
class Paper:
    """Printer profile of python-escpos and how it prints.

    ``columns`` is the number of normal letters in a line, ``dots`` the width of
    images, ``native_qr`` and ``native_barcode`` whether the printer draws codes
    itself, ``images`` how it takes pictures (bitImageRaster or bitImageColumn),
    ``font`` the file that lines with unknown letters are drawn with (empty: none).
    """

    profile: str = "TM-T20II"
    columns: int = 48
    dots: int = 576
    native_qr: bool = True
    native_barcode: bool = True
    images: str = "bitImageRaster"
    font: str = ""


def paper_of(profile: str) -> Paper:
    """Return what python-escpos knows about a printer.

    :param profile: one of :data:`PROFILES`.
    """
    known = get_profile(profile)
    raster = "bitImageRaster"
    columns = int(known.get_columns("a"))
    dots = known.profile_data["media"]["width"].get("pixels")
    return Paper(
        profile=profile,
        columns=columns,
        dots=dots if isinstance(dots, int) else columns * 12,
        native_qr=bool(known.supports("qrCode")),
        native_barcode=bool(known.supports("barcodeB")),
        images=raster if known.supports(raster) else "bitImageColumn",
        font=installed_font(),
    )


def new_printer(paper: Paper) -> Dummy:
    """Return a python-escpos printer that writes into memory."""
    printer = Dummy(profile=paper.profile)
    letters = letters_of(paper.profile, paper.font)
    printer.magic = PageSwitch(printer, encoder=letters.encoder())
    printer.hw("INIT")
    return printer


@lru_cache
def letters_of(profile: str, font: str) -> Letters:
    """Return the letters of a printer profile, with a font file or without."""
    return Letters(profile, font_of(font))


@lru_cache
def font_of(path: str) -> LineFont | None:
    """Return the font of a file; None when there is none."""
    return LineFont(path) if path else None
