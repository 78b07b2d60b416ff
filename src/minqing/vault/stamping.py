"""
The number of a copy in a photo's pixels: faint all over the picture, and plain on a strip beneath it.

The strip is for whoever reads; what is laid over the picture stays when the strip is cut off, the photo is shrunk, sent
on, or photographed from a screen. The sealed photo itself is never touched.

:source: ADR 0053; guardrail G4.
"""

import io
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw, ImageFont

QUALITY: Final = 82
ACROSS: Final = 4
"""The number stands about so often side by side."""
FAINT: Final = 44
"""Of 255: how strong the number is laid over the picture."""
TURNED: Final = 24


def stamped(jpeg: bytes, code: str) -> bytes:
    """
    Draw the number of a copy into a photo.

    :param code: letters, digits and dashes, as on paper: ``7K3F-Q2MX-5``.
    :return: a JPEG, higher by the strip.
    """
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as picture:
        shown = picture.convert("RGB")
    _lay_over(shown, code)
    whole = _with_strip(shown, code)
    out = io.BytesIO()
    whole.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _lay_over(picture: Image.Image, code: str) -> None:
    """Lay the number over the picture in rows, every second one moved by half, light with a dark edge."""
    width, height = picture.size
    size = max(10, max(width, height) // ACROSS // 9)
    sign, edge = _sign(code, size), max(1, size // 16)
    light, dark = (Image.new("RGB", sign.size, shade) for shade in ("white", "black"))
    step_x, step_y = max(1, round(sign.width * 1.15)), max(1, round(sign.height * 1.25))
    for row, top in enumerate(range(-sign.height // 3, height, step_y)):
        for left in range(-(row % 2) * step_x // 2 - sign.width // 4, width, step_x):
            picture.paste(dark, (left + edge, top + edge), sign)
            picture.paste(light, (left, top), sign)


@lru_cache(maxsize=32)
def _sign(code: str, size: int) -> Image.Image:
    """Write the number once, turned, as a mask; whoever looks through nine photos has it drawn once."""
    font = ImageFont.load_default(size)
    left, top, right, bottom = font.getbbox(code)
    plain = Image.new("L", (round(right - left) + 4, round(bottom - top) + 4))
    ImageDraw.Draw(plain).text((2 - left, 2 - top), code, fill=FAINT, font=font)
    return plain.rotate(TURNED, expand=True, resample=Image.Resampling.BILINEAR)


def _with_strip(picture: Image.Image, code: str) -> Image.Image:
    width, height = picture.size
    size = max(10, width // 48, min(width // 24, 28))
    whole = Image.new("RGB", (width, height + size * 2), "white")
    whole.paste(picture)
    font = ImageFont.load_default(size)
    ImageDraw.Draw(whole).text((size // 2, height + size), code, fill="#333333", font=font, anchor="lm")
    return whole
