"""
Photos from outside: looked at by their first bytes, decoded with limits, and always written anew as JPEG.

What comes out holds pixels only: no place, no device, no thumbnail, no second file behind the picture's end. A file
that is a picture and something else at once (a polyglot) leaves its other half behind.
"""

import io
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from minqing.kernel.errors import Refused

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 80_000_000
MAX_PIXELS_DECODED = 50_000_000  # PNG and WebP cannot be decoded smaller than they are
SIDE = 2048
QUALITY = 82

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"BM", "BMP"),
)
_HEIF = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"})


class PhotoRefused(Refused):
    """The file cannot be taken as a photo; the message says why and what to do."""

    code = "photo-refused"


@dataclass(frozen=True, slots=True)
class CleanPhoto:
    """A photo fit to keep: JPEG without any metadata."""

    jpeg: bytes
    width: int
    height: int


def clean_photo(data: bytes) -> CleanPhoto:
    """
    Check and re-encode one photo. Slow (up to a second): call it before a transaction begins.

    :param data: the file as it came, at most 20 MB.
    :return: upright, at most 2,048 pixels a side, JPEG, without metadata.
    :raises PhotoRefused: if it is too large, not a picture, broken, or HEIC.
    """
    if len(data) > MAX_BYTES:
        raise PhotoRefused(_("The photo is larger than 20 MB. Please send a smaller one, or go on without it."))
    kind = _kind(data)
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as picture:
            _refuse_bomb(picture, kind)
            return _encoded(_upright(picture))
    except PhotoRefused:
        raise
    except Image.DecompressionBombError:
        raise PhotoRefused(_TOO_MANY_PIXELS) from None
    except Exception as broken:  # decoders raise whatever the broken byte led them to
        raise PhotoRefused(
            _("The photo is damaged and cannot be opened. Please take it again or send another.")
        ) from broken


_TOO_MANY_PIXELS = _("The photo has too many pixels. Please send a smaller one, or go on without it.")


def _kind(data: bytes) -> str:
    head = data[:16]
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF:
        raise PhotoRefused(
            _(
                "This photo is in Apple's HEIC format, which cannot be read here. "
                "In the phone's camera settings choose “Most Compatible”, or send a screenshot of it."
            )
        )
    if not data:
        raise PhotoRefused(_("The file is empty. Please choose the photo again."))
    raise PhotoRefused(_("This is not a photo. JPEG, PNG, WebP and GIF can be taken."))


def _refuse_bomb(picture: Image.Image, kind: str) -> None:
    width, height = picture.size
    limit = MAX_PIXELS if kind == "JPEG" else MAX_PIXELS_DECODED
    if not width or not height or width * height > limit or max(width, height) > 30_000:
        raise PhotoRefused(_TOO_MANY_PIXELS)


def _upright(picture: Image.Image) -> Image.Image:
    picture.draft("RGB", (SIDE, SIDE))  # lets the JPEG decoder work at a fraction of the size
    picture.load()
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        upright = upright.convert("RGBA")
        ground = Image.new("RGB", upright.size, "white")
        ground.paste(upright, mask=upright.getchannel("A"))
        return ground
    return upright.convert("RGB")


def _encoded(picture: Image.Image) -> CleanPhoto:
    picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    fresh = Image.new("RGB", picture.size)
    fresh.paste(picture)  # pixels only: nothing that the old file's info could carry over
    out = io.BytesIO()
    fresh.save(out, "JPEG", quality=QUALITY, optimize=True)
    return CleanPhoto(out.getvalue(), *fresh.size)
