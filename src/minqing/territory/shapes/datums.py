"""
From the shifted coordinates of Chinese web maps (GCJ-02, BD-09) to the survey's (WGS-84). Pure.

CGCS2000 is the survey's within a metre. The shift is known by its published approximation; taken back twice it is
exact to some centimetres.

:source: the formula as in the public libraries eviltransform and coordtransform (both MIT).
"""

from math import atan2, cos, pi, sin, sqrt
from typing import Final

AXIS: Final = 6_378_245.0
ECCENTRIC: Final = 0.006_693_421_622_965_943
TWICE: Final = pi * 3000.0 / 180.0


def to_wgs84(lon: float, lat: float) -> tuple[float, float]:
    """
    Take the shift back.

    >>> lon, lat = to_wgs84(*to_gcj02(114.6, 37.6))
    >>> abs(lon - 114.6) < 1e-6 and abs(lat - 37.6) < 1e-6
    True
    """
    guess = lon, lat
    for _ in range(3):
        shifted = to_gcj02(*guess)
        guess = guess[0] + lon - shifted[0], guess[1] + lat - shifted[1]
    return guess


def to_gcj02(lon: float, lat: float) -> tuple[float, float]:
    """Shift as web maps do: here by about half a kilometre."""
    x, y = lon - 105.0, lat - 35.0
    north, east = _northward(x, y), _eastward(x, y)
    angle = lat / 180.0 * pi
    magic = 1 - ECCENTRIC * sin(angle) ** 2
    north = north * 180.0 / (AXIS * (1 - ECCENTRIC) / (magic * sqrt(magic)) * pi)
    east = east * 180.0 / (AXIS / sqrt(magic) * cos(angle) * pi)
    return lon + east, lat + north


def _northward(x: float, y: float) -> float:
    found = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    found += _waves(x) + (20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    return found + (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0


def _eastward(x: float, y: float) -> float:
    found = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    found += _waves(x) + (20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    return found + (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0


def _waves(x: float) -> float:
    return (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)) * 2.0 / 3.0


def from_bd09(lon: float, lat: float) -> tuple[float, float]:
    """
    Take back the further shift of the maps that shift twice (BD-09 to GCJ-02).

    >>> [round(one, 4) for one in from_bd09(116.404, 39.915)]
    [116.3976, 39.9087]
    """
    x, y = lon - 0.0065, lat - 0.006
    far = sqrt(x * x + y * y) - 0.00002 * sin(y * TWICE)
    angle = atan2(y, x) - 0.000003 * cos(x * TWICE)
    return far * cos(angle), far * sin(angle)
