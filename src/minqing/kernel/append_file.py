"""Files that only grow: a line is on the disk before the call returns, and no earlier line is ever touched."""

import os
from collections.abc import Iterable
from pathlib import Path

__all__ = ["append_lines", "begin_file", "lines_of"]


def append_lines(file: Path, lines: Iterable[str]) -> None:
    """
    Put lines at the end of a file, readable by its owner only, and wait until they are on the disk.

    A line that was cut off by a crash gets its end first, so that the next one begins on a line of its own.

    :param lines: without line breaks in them.
    :raises OSError: if the folder cannot be written.
    """
    text = "".join(f"{line}\n" for line in lines)
    if not text:
        return
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        size = os.fstat(handle).st_size
        if size and os.pread(handle, 1, size - 1) != b"\n":
            text = "\n" + text
        os.write(handle, text.encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def begin_file(file: Path) -> None:
    """
    Let a file lie there, empty, if there is none: "nothing yet" and "lost" are told apart afterwards.

    :raises OSError: if the folder cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600))


def lines_of(file: Path) -> list[str]:
    """Read the lines of a file; none where there is no file yet."""
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
