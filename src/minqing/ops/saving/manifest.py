"""What a backup holds, in a file beside it: names, checksums, counts, and fingerprints of the keys it needs."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

__all__ = ["KEY_FILES", "Manifest", "checksum", "checksums", "fingerprints"]

NAME = "manifest.json"
KEY_FILES = ("django", "receipt", "vault.json")
"""The files of keys. Whatever else lies in the folder that an operator names for them is none of the house's."""
CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Manifest:
    """
    The list of one backup.

    :param facts: how many facts there were before the copying began: so many at least are in the copy.
    :param counted_first: false in older lists, which counted afterwards, what was written meanwhile too.
    """

    version: str
    engine: str
    made_at: str
    facts: int
    seal: str
    files: dict[str, str]
    secrets: dict[str, str]
    counted_first: bool = False

    def write(self, folder: Path) -> None:
        """Write the list into the backup's folder, last of all: a backup without it is not finished."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)
        (folder / NAME).write_text(text, encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Manifest | None":
        """Read a backup's list; None where there is none that can be read."""
        try:
            return cls(**json.loads((folder / NAME).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None


def checksum(file: Path) -> str:
    """Sum up a file."""
    total = hashlib.sha256()
    with file.open("rb") as source:
        while chunk := source.read(CHUNK):
            total.update(chunk)
    return total.hexdigest()


def checksums(folder: Path) -> dict[str, str]:
    """Sum up every file below a folder, by its path within it."""
    found = sorted(file for file in folder.rglob("*") if file.is_file() and file.name != NAME)
    return {file.relative_to(folder).as_posix(): checksum(file) for file in found}


def fingerprints(secrets: Path) -> dict[str, str]:
    """
    Know keys again without showing them.

    Each key is 256 random bits, so its hash tells nobody anything. The vault's keys are known one by one: a newer file
    holds the older keys too, and opens what they locked.
    """
    found: dict[str, str] = {}
    for file in (secrets / name for name in KEY_FILES):
        if not file.is_file():
            continue
        if file.suffix == ".json":
            keys: dict[str, str] = json.loads(file.read_text(encoding="ascii"))
            found |= {f"{file.name}#{version}": fingerprint(key) for version, key in keys.items()}
        else:
            found[file.name] = fingerprint(file.read_text(encoding="ascii"))
    return found


def fingerprint(key: str) -> str:
    """Sum up one key."""
    return hashlib.sha256(f"minqing backup {key.strip()}".encode()).hexdigest()
