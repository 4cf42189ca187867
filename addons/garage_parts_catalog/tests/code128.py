"""Reads a Code 128 bar code from a picture as a scanner does: by its bars."""

import base64
import io

from PIL import Image
from reportlab.graphics.barcode import code128

START = {103: "A", 104: "B", 105: "C"}
SETS = {"A": code128.seta, "B": code128.setb, "C": code128.setc}
SWITCH = {"TO_A": "A", "TO_B": "B", "TO_C": "C"}
SYMBOLS = {
    tuple(ord(char.lower()) - ord("a") + 1 for char in pattern): value
    for value, pattern in code128._patterns.items()
    if len(pattern) == 6
}
STOP_BARS = 7


def read_code128(picture):
    """Return the text in the picture (a data: address); its check digit must fit."""
    widths = _bar_widths(picture)[:-STOP_BARS]
    symbols = [SYMBOLS[tuple(widths[at : at + 6])] for at in range(0, len(widths), 6)]
    *data, check = symbols
    if (data[0] + sum(at * value for at, value in enumerate(data))) % 103 != check:
        raise ValueError("the check digit does not fit")
    return _text(data)


def _bar_widths(picture):
    data = base64.b64decode(picture.split(",")[1])
    image = Image.open(io.BytesIO(data)).convert("L")
    row = image.height // 2
    pixels = [image.getpixel((x, row)) < 128 for x in range(image.width)]
    runs = []
    for dark in pixels:
        if runs and runs[-1][0] == dark:
            runs[-1][1] += 1
        elif runs or dark:  # the quiet zone before the first bar is left out
            runs.append([dark, 1])
    if not runs[-1][0]:
        runs.pop()
    module = sum(length for _dark, length in runs[-STOP_BARS:]) / 13
    return [round(length / module) for _dark, length in runs]


def _text(data):
    name, text = START[data[0]], ""
    for value in data[1:]:
        sign = next(sign for sign, number in SETS[name].items() if number == value)
        if sign in SWITCH:
            name = SWITCH[sign]
        else:
            text += sign
    return text
