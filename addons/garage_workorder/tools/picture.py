"""Photos made small, without ever holding a huge one in memory."""

from io import BytesIO

from PIL import Image, ImageOps

#: longest side that is kept, in pixels
LONGEST = 1600
#: pictures that cannot be read in parts are refused beyond this
MOST_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "MPO", "GIF", "BMP")


def shrink(raw, longest=LONGEST):
    """JPEG of at most ``longest`` pixels a side, upright, without its place and time.

    :param bytes raw: file as it came from a camera
    :raises ValueError: no picture, or too many pixels to open safely
    """
    try:
        with Image.open(BytesIO(raw), formats=FORMATS) as picture:
            # JPEG is decoded at a fraction of its size: 100 megapixels need 5 MB
            picture.draft("RGB", (longest, longest))
            if picture.width * picture.height > MOST_PIXELS:
                raise ValueError("too many pixels")
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((longest, longest))
            small = BytesIO()
            upright.convert("RGB").save(small, "JPEG", quality=82, optimize=True)
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError("no picture") from error
    return small.getvalue()
