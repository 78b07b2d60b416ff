"""
Where a list waits, encrypted, until it has been taken in: ``DATA/imports``, one folder a list.

A file comes in as parts of one megabyte; they are read once, into packs of lines that can each be opened alone, so
that nothing ever holds the whole. Refused lines lie beside them. All of it goes with the folder and its key.
"""

import hashlib
import io
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from minqing.vault.boxes import Box, OpenBox, open_box

__all__ = ["PACK", "PART", "Numbered", "Parking", "RawFile"]

PART = 1024 * 1024
PACK = 500
"""So many lines a pack."""
Numbered = tuple[int, Sequence[str]]
"""A line: its number in the file, and its cells."""


@dataclass(frozen=True, slots=True)
class Parking:
    """The place of one list."""

    run_id: UUID
    box: OpenBox

    @classmethod
    def of(cls, run: Any) -> "Parking":
        """
        Open the place of a run.

        :raises NotOurs: if its key was destroyed.
        """
        return cls(run.pk, open_box(Box(run.box, bytes(run.wrapped), run.master_version)))

    @property
    def folder(self) -> Path:
        """Name the folder."""
        return folder_of(self.run_id)

    # --- parts of the file as it came ---------------------------------------------------------------------------

    def put_file(self, chunks: Iterable[bytes]) -> tuple[int, str]:
        """
        Keep a file as it comes in.

        :return: its size in bytes, and its SHA-256.
        """
        digest, size, number = hashlib.sha256(), 0, 0
        for number, part in enumerate(_regular(chunks)):
            digest.update(part)
            size += len(part)
            self._write(f"raw-{number:06d}", part)
        return size, digest.hexdigest()

    def file(self, size: int) -> "RawFile":
        """Return the file as it came, to be read from any place."""
        return RawFile(self, size)

    def part(self, number: int) -> bytes:
        """Open one part of the file."""
        return self._read(f"raw-{number:06d}")

    def drop_file(self) -> None:
        """Throw the file away as it came; its packs stay."""
        for file in self.folder.glob("raw-*.bin"):
            file.unlink()

    # --- packs of lines -----------------------------------------------------------------------------------------

    def put_pack(self, number: int, lines: Sequence[Numbered]) -> None:
        """Keep a pack of lines."""
        self._write(f"pack-{number:06d}", _packed(lines))

    def lines_from(self, first: int) -> Iterator[Numbered]:
        """Return the lines from a place on; the first of the file's lines below its head is at 0."""
        number, skip = divmod(first, PACK)
        while self._has(f"pack-{number:06d}"):
            yield from _lines(self._read(f"pack-{number:06d}"))[skip:]
            number, skip = number + 1, 0

    def drop_packs(self) -> None:
        """Throw the lines away; those that were refused stay until they are corrected."""
        for file in self.folder.glob("pack-*.bin"):
            file.unlink()

    # --- refused lines ------------------------------------------------------------------------------------------

    def put_refused(self, place: int, lines: Sequence[tuple[str, Numbered]]) -> None:
        """
        Keep refused lines with their reasons.

        :param place: where the batch that they are of begins; the same batch again takes the place of the first.
        """
        self._write(f"refused-{place:08d}", json.dumps(list(lines), ensure_ascii=False).encode())

    def refused(self) -> Iterator[tuple[str, Numbered]]:
        """Return refused lines with their reasons, in the order of the file."""
        for file in sorted(self.folder.glob("refused-*.bin")):
            yield from json.loads(self._read(file.stem))

    def drop_refused(self) -> None:
        """Forget the refused lines of an earlier pass."""
        for file in self.folder.glob("refused-*.bin"):
            file.unlink()

    # --- files --------------------------------------------------------------------------------------------------

    def _write(self, name: str, plain: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = self.folder / f"{name}.new"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(self.box.seal(name, plain))
            out.flush()
            os.fsync(out.fileno())
        draft.replace(self.folder / f"{name}.bin")

    def _read(self, name: str) -> bytes:
        return self.box.unseal(name, (self.folder / f"{name}.bin").read_bytes())

    def _has(self, name: str) -> bool:
        return (self.folder / f"{name}.bin").exists()


def folder_of(run_id: UUID) -> Path:
    """Name the folder of a list."""
    return Path(settings.DATA) / "imports" / run_id.hex


def erase(run_id: UUID) -> None:
    """Remove everything of a list; what is gone already is fine."""
    shutil.rmtree(folder_of(run_id), ignore_errors=True)


def _regular(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Cut chunks of any size into parts of one size, so that a place in the file says in which part it lies."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) >= PART:
            yield bytes(held[:PART])
            del held[:PART]
    if held:
        yield bytes(held)


def _packed(lines: Sequence[Numbered]) -> bytes:
    return json.dumps(list(lines), ensure_ascii=False, separators=(",", ":")).encode()


def _lines(plain: bytes) -> list[Numbered]:
    return [(number, cells) for number, cells in json.loads(plain)]


class RawFile(io.RawIOBase):
    """A parked file, read from any place; one part of it lies in memory."""

    def __init__(self, parking: Parking, size: int) -> None:
        self._parking, self._size, self._at = parking, size, 0
        self._held: tuple[int, bytes] = (-1, b"")

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def seekable(self) -> bool:
        """Tell that it can be read from any place."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        """Return the place."""
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Read what lies in the present part."""
        if self._at >= self._size:
            return 0
        number, begin = divmod(self._at, PART)
        if self._held[0] != number:
            self._held = (number, self._parking.part(number))
        some = self._held[1][begin : begin + len(buffer)]
        buffer[: len(some)] = some
        self._at += len(some)
        return len(some)
