"""Photos as encrypted files in ``DATA/photos``: written durably before the row commits; files without a row go."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings

from .keys import sync_folder

GRACE = timedelta(days=1)


def folder() -> Path:
    """Return the folder of photos."""
    return Path(settings.DATA) / "photos"


def path_of(photo_id: UUID) -> Path:
    """Return where a photo's file lies; two letters of its random end spread them over folders."""
    return folder() / photo_id.hex[-2:] / f"{photo_id.hex}.bin"


def write(photo_id: UUID, sealed: bytes) -> None:
    """Write one encrypted photo so that it survives a power cut from here on."""
    place = path_of(photo_id)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = place.with_suffix(".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(sealed)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(place)
    sync_folder(place.parent)


def read(photo_id: UUID) -> bytes:
    """
    Read one encrypted photo.

    :raises FileNotFoundError: if it was erased.
    """
    return path_of(photo_id).read_bytes()


def remove(photo_id: UUID) -> None:
    """Remove one photo; an absent one is fine."""
    path_of(photo_id).unlink(missing_ok=True)


def old_files(at: datetime) -> Iterator[tuple[UUID | None, Path]]:
    """
    List the files older than a day; younger ones may belong to a transaction that has not committed.

    :return: (photo's id, file); the id is None for a half-written draft or a stranger's file.
    """
    for place in sorted(folder().glob("*/*")):
        written = datetime.fromtimestamp(place.stat().st_mtime, tz=UTC)
        if place.is_file() and written < at - GRACE:
            yield _id(place), place


def _id(place: Path) -> UUID | None:
    try:
        return UUID(hex=place.stem) if place.suffix == ".bin" else None
    except ValueError:
        return None
