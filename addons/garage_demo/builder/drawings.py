"""Small photos for inspections, drawn by code so that no picture has to be kept."""

from io import BytesIO

from PIL import Image, ImageDraw

SIZE = (640, 480)
MARK = (217, 29, 42)


def photo(subject, marked=False):
    """JPEG of a brake, tyre, battery or sketch; ``marked`` adds circle and arrow."""
    picture = Image.new("RGB", SIZE, (62, 66, 72))
    pen = ImageDraw.Draw(picture)
    DRAW[subject](pen)
    if marked:
        pen.ellipse((380, 60, 590, 220), outline=MARK, width=8)
        pen.line((250, 380, 400, 220), fill=MARK, width=9)
        pen.polygon([(400, 220), (352, 238), (382, 268)], fill=MARK)
    out = BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def _brake(pen):
    pen.ellipse((60, 20, 500, 460), fill=(150, 153, 158), outline=(96, 98, 102))
    for ring in range(0, 120, 9):
        box = (70 + ring, 30 + ring, 490 - ring, 450 - ring)
        pen.ellipse(box, outline=(118 + ring % 36, 120, 124), width=3)
    pen.ellipse((190, 150, 370, 330), fill=(88, 84, 80))
    for x, y in ((280, 175), (345, 225), (320, 300), (240, 300), (215, 225)):
        pen.ellipse((x - 14, y - 14, x + 14, y + 14), fill=(40, 40, 42))
    pen.rounded_rectangle((400, 70, 600, 300), 36, fill=(120, 40, 34))
    pen.rectangle((388, 120, 404, 250), fill=(34, 34, 36))


def _tyre(pen):
    pen.rectangle((0, 0, *SIZE), fill=(38, 39, 41))
    for x in range(20, 640, 124):
        pen.rectangle((x, 0, x + 92, 480), fill=(58, 59, 62))
        for y in range(-40, 480, 64):
            pen.line((x, y, x + 92, y + 44), fill=(30, 31, 33), width=9)
    pen.rectangle((470, 0, 560, 480), fill=(70, 70, 72))


def _battery(pen):
    pen.rounded_rectangle((70, 150, 570, 430), 18, fill=(24, 26, 30))
    pen.rectangle((70, 190, 570, 260), fill=(30, 86, 160))
    for x, colour in ((140, (190, 40, 40)), (470, (30, 30, 30))):
        pen.ellipse((x, 110, x + 60, 170), fill=colour)
    pen.rounded_rectangle((220, 290, 420, 400), 10, fill=(196, 214, 190))
    pen.text((250, 325), "470 A / 760 A  BAD", fill=(20, 30, 20), font_size=20)


def _sketch(pen):
    pen.rectangle((0, 0, *SIZE), fill=(255, 255, 255))
    line = {"outline": (73, 80, 87), "width": 4}
    pen.rounded_rectangle((60, 150, 580, 340), 60, **line)
    pen.rounded_rectangle((210, 175, 430, 315), 30, **line)
    pen.line((210, 200, 170, 175), fill=(73, 80, 87), width=4)
    pen.line((210, 290, 170, 315), fill=(73, 80, 87), width=4)
    pen.ellipse((110, 120, 190, 160), **line)
    pen.ellipse((440, 120, 520, 160), **line)


DRAW = {"brake": _brake, "tyre": _tyre, "battery": _battery, "sketch": _sketch}
