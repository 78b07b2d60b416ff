"""
The folders of the night: ``DATA/incoming/<name of the mapping>/``.

Another hotline's program, or a copy job, lays its export there. A file that nobody has written to for a minute is
handed in under that mapping and removed; one that is refused is moved to ``refused`` beside it, with a note of why.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from minqing.exchange.models import ImportMapping
from minqing.exchange.permissions import IMPORT
from minqing.kernel.access import Actor, Grant
from minqing.kernel.errors import Refused
from minqing.kernel.ref import Ref

from .parking import PART
from .storing import hand_in_by_mapping

__all__ = ["chunks_of", "pick_up", "watched_folder"]

QUIET = timedelta(minutes=1)


def watched_folder() -> Path:
    """Name the folder in which each saved mapping has one of its own."""
    return Path(settings.DATA) / "incoming"


def pick_up(at: datetime) -> list[str]:
    """
    Hand in what lies in the folders.

    :return: the ids of the runs.
    """
    if not watched_folder().is_dir():
        return []
    return [
        run_id
        for mapping in ImportMapping.objects.order_by("name")
        for file in _quiet(watched_folder() / mapping.name, at)
        if (run_id := _hand_in(mapping, file, at))
    ]


def _quiet(folder: Path, at: datetime) -> Iterator[Path]:
    if folder.is_dir():
        for file in sorted(folder.iterdir()):
            written = datetime.fromtimestamp(file.stat().st_mtime, tz=UTC)
            if file.is_file() and not file.is_symlink() and written <= at - QUIET:
                yield file


def _hand_in(mapping: ImportMapping, file: Path, at: datetime) -> str:
    grant = Grant(IMPORT, mapping.org_path, mapping.place_path)
    actor = Actor(Ref("system", "incoming"), (grant,), org_path=mapping.org_path, place_path=mapping.place_path)
    try:
        run_id = hand_in_by_mapping(
            mapping=mapping.name, file_name=file.name, chunks=chunks_of(file), actor=actor, at=at
        )
    except Refused as refused:
        aside = file.parent / "refused"
        aside.mkdir(exist_ok=True, mode=0o700)
        (aside / f"{file.name}.txt").write_text(f"{refused}\n", encoding="utf-8")
        file.replace(aside / file.name)
        return ""
    file.unlink()
    return run_id


def chunks_of(file: Path) -> Iterator[bytes]:
    """Return a file piece by piece."""
    with file.open("rb") as source:
        while chunk := source.read(PART):
            yield chunk
