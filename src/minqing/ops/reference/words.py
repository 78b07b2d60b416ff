"""Small pieces of Markdown, and one text in two languages."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import override

__all__ = ["both", "heading", "table"]

MADE = "<!-- Made by `make reference` from the code's own declarations. Do not edit. -->"


def heading(title: str, intro: str) -> list[str]:
    """Begin a page."""
    return [f"# {title}", "", MADE, "", intro, ""]


def both(text: Any) -> tuple[str, str]:
    """Say one declared text in Chinese and in English."""
    return in_language(text, "zh-hans"), in_language(text, "en")


def in_language(text: Any, language: str) -> str:
    """Say one declared text in a language, on one line."""
    with override(language):
        return " ".join(str(text).split())


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[str]:
    """Lay out a table; a bar in a cell is written so that it does not end the cell."""
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(cell(each) for each in line) + " |" for line in lines] + [""]


def cell(content: Any) -> str:
    """Write one cell."""
    return " ".join(str(content).replace("|", "\\|").split())
