"""The press: a typst template and plain data become a PDF, byte for byte the same on every machine."""

import json
import threading
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import typst
from pylopdf_fonts_zh_cn import sans_path, serif_path

TEMPLATES: Final = Path(__file__).parent
Form = Literal["pdf", "png"]
_one_at_a_time = threading.Lock()


def print_pdf(template: str, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """
    Print a template from this folder.

    :param data: what the template reads as JSON.
    :param at: the moment written into the file, so that the same data give the same bytes.
    """
    return press(TEMPLATES / template, data, at=at, form="pdf")


def press(template: Path, data: Mapping[str, Any], *, at: datetime, form: Form, dots: int = 144) -> bytes:
    """
    Press a template of any module.

    :param form: ``pdf``, or ``png`` of one page.
    :param dots: of a PNG, dots to an inch.
    """
    with _one_at_a_time:  # a compiler keeps what it compiled last; the second sheet takes milliseconds
        pages = _compiler(template.parent).compile(
            input=template,
            format=form,
            ppi=dots,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            timestamp=int(at.timestamp()),
        )
    return bytes(pages if isinstance(pages, bytes) else b"".join(pages or []))


@cache
def _compiler(root: Path) -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[sans_path().parent, serif_path().parent]
    )
    return typst.Compiler(root=root, font_paths=fonts, ignore_system_fonts=True)
