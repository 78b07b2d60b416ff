"""A pivot on paper, and its picture in dots: pressed by typst, the same on every machine."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from minqing.territory.sheets.press import press

TEMPLATES: Final = Path(__file__).parent
DOTS: Final = 192
"""Dots to an inch: enough for a slide and for print."""


def pdf_of(data: Mapping[str, Any], *, at: datetime) -> bytes:
    """Print a pivot with its picture, what it means and whose copy it is."""
    return press(TEMPLATES / "pivot.typ", data, at=at, form="pdf")


def png_of(svg: str, words: str, *, at: datetime) -> bytes:
    """
    Draw the picture in dots, with the copy's words beneath it.

    :param svg: the same picture as on the page.
    """
    return press(TEMPLATES / "picture.typ", {"svg": svg, "copy": words}, at=at, form="png", dots=DOTS)
