"""
Sound from outside, known by its first bytes and by how long it says it is; nothing is decoded here.

Where a kind does not say its length in a simple way (WebM), its weight alone bounds it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from minqing.kernel.errors import Refused

__all__ = ["MOST_BYTES", "MOST_SECONDS", "Sound", "SoundRefused", "read_sound"]

MOST_BYTES: Final = 2 * 1024 * 1024
MOST_SECONDS: Final = 60
LEEWAY: Final = 2
AMR_SIZES: Final = (13, 14, 16, 18, 20, 21, 27, 32, 6)
"""Bytes of a frame of 20 ms by its mode (RFC 4867), its head included."""

MP3_RATES: Final = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
MP3_RATES_LOW: Final = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)
"""Kilobits a second by the index in the head of a frame, layer III, of MPEG 1 and of MPEG 2."""


class SoundRefused(Refused):
    """It cannot be taken as a voice message; the message says why and what to do."""

    code = "sound-refused"


@dataclass(frozen=True, slots=True)
class Sound:
    """A voice message fit to keep, and the kind of file it is, as a browser names it."""

    data: bytes
    kind: str


def read_sound(data: bytes) -> Sound:
    """
    Look at a file.

    :raises SoundRefused: if it is too large, too long, or no sound of a kind that is taken.
    """
    if len(data) > MOST_BYTES:
        raise SoundRefused(_("The voice message is larger than 2 MB. Please say it shorter, or write it."))
    kind, seconds = _looked_at(data)
    if seconds > MOST_SECONDS + LEEWAY:
        raise SoundRefused(_("The voice message is longer than a minute. Please say it shorter, or in two."))
    return Sound(data, kind)


def _looked_at(data: bytes) -> tuple[str, float]:
    for begins, kind, measure in KINDS:
        if begins(data):
            try:
                return kind, measure(data)
            except (IndexError, ZeroDivisionError) as broken:
                raise SoundRefused(_("The voice message is damaged. Please record it again.")) from broken
    raise SoundRefused(_("This is no voice message that can be taken. AMR, MP3, M4A, WebM and WAV can."))


def _wav(data: bytes) -> float:
    at, rate = 12, 0
    while at + 8 <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if name == b"fmt ":
            rate = int.from_bytes(data[at + 16 : at + 20], "little")
        if name == b"data":
            return min(size, len(data) - at - 8) / rate
        at += 8 + size + size % 2
    raise IndexError


def _amr(data: bytes) -> float:
    at, frames = 6, 0
    while at < len(data):
        mode = data[at] >> 3 & 0x0F
        at += AMR_SIZES[mode] if mode < len(AMR_SIZES) else 1
        frames += 1
    return frames / 50


def _mp3(data: bytes) -> float:
    at = 0
    if data[:3] == b"ID3":
        at = 10 + sum((data[6 + place] & 0x7F) << 7 * (3 - place) for place in range(4))
    while not (data[at] == 0xFF and data[at + 1] & 0xE0 == 0xE0):
        at += 1
    rates = MP3_RATES if data[at + 1] & 0x18 == 0x18 else MP3_RATES_LOW
    return (len(data) - at) * 8 / (rates[data[at + 2] >> 4] * 1000)


def _m4a(data: bytes) -> float:
    at = data.find(b"mvhd")
    if at < 0:
        raise IndexError
    wide = data[at + 4] == 1
    scale_at = at + (24 if wide else 16)
    scale = int.from_bytes(data[scale_at : scale_at + 4], "big")
    return int.from_bytes(data[scale_at + 4 : scale_at + (12 if wide else 8)], "big") / scale


def _untold(_data: bytes) -> float:
    return 0


Measured = tuple[Callable[[bytes], bool], str, Callable[[bytes], float]]
KINDS: Final[tuple[Measured, ...]] = (
    (lambda data: data.startswith(b"#!AMR\n"), "audio/amr", _amr),
    (lambda data: data[:4] == b"RIFF" and data[8:12] == b"WAVE", "audio/wav", _wav),
    (lambda data: data[:3] == b"ID3" or (data[:1] == b"\xff" and data[1:2] in MP3_HEADS), "audio/mpeg", _mp3),
    (lambda data: data[4:8] == b"ftyp" and data[8:12] in M4A_BRANDS, "audio/mp4", _m4a),
    (lambda data: data.startswith(b"\x1aE\xdf\xa3"), "audio/webm", _untold),
)
MP3_HEADS: Final[tuple[Any, ...]] = (b"\xfb", b"\xfa", b"\xf3", b"\xf2")
M4A_BRANDS: Final[tuple[Any, ...]] = (b"M4A ", b"mp42", b"isom", b"3gp4", b"3gp5", b"M4B ", b"iso5", b"mp41")
