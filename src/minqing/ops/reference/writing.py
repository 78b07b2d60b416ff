"""Writes the generated pages, or says which of them would change."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from .api import openapi
from .lists import facts, measures, permissions, setting_list
from .states import states

__all__ = ["pages", "write_reference"]

PAGES: dict[str, Callable[[], str]] = {
    "facts.md": facts,
    "measures.md": measures,
    "permissions.md": permissions,
    "states.md": states,
    "settings.md": setting_list,
    "openapi.yaml": openapi,
}


def pages() -> dict[str, str]:
    """
    Print every page.

    :return: file name → text.
    """
    return {name: build().rstrip() + "\n" for name, build in PAGES.items()}


def write_reference(*, check: bool) -> list[str]:
    """
    Bring ``docs/reference/_generated`` up to date.

    :param check: write nothing, only look.
    :return: the pages that changed, or would.
    """
    folder = Path(settings.ROOT) / "docs/reference/_generated"
    changed = []
    for name, text in pages().items():
        file = folder / name
        if file.exists() and file.read_text(encoding="utf-8") == text:
            continue
        changed.append(f"docs/reference/_generated/{name}")
        if not check:
            folder.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    return changed
