"""
Compile every message catalogue of the package (``.po`` → ``.mo``), without GNU gettext.

Run by ``make setup``. A catalogue that is up to date is left alone, so this costs nothing when nothing changed.
"""

from pathlib import Path

__all__ = ["compile_all"]

SRC = Path(__file__).resolve().parents[2]


def compile_all() -> list[Path]:
    """
    Compile what is newer than its compiled form.

    :return: the files written, in order of path.
    """
    return [compile_one(po) for po in sorted(SRC.rglob("locale/*/LC_MESSAGES/*.po")) if is_stale(po)]


def is_stale(po: Path) -> bool:
    """Say whether a catalogue's compiled form is missing or older."""
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def compile_one(po: Path) -> Path:
    """Write the compiled form of one catalogue, in one step so that a running server never reads half of it."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parent.parent.name, abort_invalid=True)
    mo, part = po.with_suffix(".mo"), po.with_suffix(".mo.part")
    with part.open("wb") as target:
        write_mo(target, catalogue)
    part.replace(mo)
    return mo
