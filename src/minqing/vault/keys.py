"""
Keys and ciphertexts. No table is read here, and no key is written into one unwrapped.

A master key lies in a file outside the database, under a version number; the newest encrypts, the older ones can
still open. Each submission gets a key of its own (a case may have several, two cases never share one), wrapped by
the master key. Everything is AES-256-GCM with the place it belongs to as associated data, so that a ciphertext
moved to another case or another column does not open.
"""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12
SIZE = 32


class KeysBroken(RuntimeError):
    """The file of master keys is missing or unreadable. Nothing may be stored then: it could never be opened."""


class NotOurs(ValueError):
    """A ciphertext does not open: wrong key, wrong place, or somebody changed it."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """The master keys by version."""

    masters: dict[int, bytes]

    @property
    def newest(self) -> int:
        """Return the version that new keys are wrapped under."""
        return max(self.masters)

    def master(self, version: int) -> bytes:
        """
        Return one master key.

        :raises KeysBroken: if the file does not hold this version any more.
        """
        try:
            return self.masters[version]
        except KeyError:
            raise KeysBroken(f"master key version {version} is not in the file of keys") from None

    def index_key(self, version: int) -> bytes:
        """Derive the key of the blind index; it never opens a ciphertext."""
        return HKDF(hashes.SHA256(), SIZE, salt=None, info=b"minqing vault blind index").derive(self.master(version))


@dataclass(frozen=True, slots=True)
class DataKey:
    """One key in use, and the form in which it is stored."""

    plain: bytes
    wrapped: bytes
    version: int


_read: dict[Path, tuple[float, Keyring]] = {}


def load_keyring(file: Path) -> Keyring:
    """
    Read the file of master keys, again only after it has changed.

    :param file: JSON, ``{"1": "64 hex digits"}``.
    :raises KeysBroken: if it is missing or malformed.
    """
    try:
        changed = file.stat().st_mtime_ns
        if file in _read and _read[file][0] == changed:
            return _read[file][1]
        masters = {int(version): bytes.fromhex(key) for version, key in json.loads(file.read_text("ascii")).items()}
    except (OSError, ValueError, AttributeError, TypeError) as broken:
        raise KeysBroken(f"the file of master keys cannot be read: {file}") from broken
    if not masters or any(len(key) != SIZE for key in masters.values()):
        raise KeysBroken(f"the file of master keys is malformed: {file}")
    _read[file] = (changed, Keyring(masters))
    return _read[file][1]


def add_master(file: Path) -> int:
    """
    Put a new master key into the file, durably and in one step; the older ones stay.

    :return: its version.
    """
    ring = load_keyring(file)
    version = ring.newest + 1
    keys = {str(number): key.hex() for number, key in ring.masters.items()} | {str(version): secrets.token_hex(SIZE)}
    draft = file.with_suffix(f".{os.getpid()}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        json.dump(keys, out)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)
    sync_folder(file.parent)
    return version


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def seal(key: bytes, plain: bytes, place: str) -> bytes:
    """
    Encrypt and authenticate.

    :param place: what the ciphertext belongs to, e.g. ``text:<case>:words:<id>``; needed again to open it.
    :return: nonce and ciphertext.
    """
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def unseal(key: bytes, sealed: bytes, place: str) -> bytes:
    """
    Open a ciphertext.

    :raises NotOurs: if it does not open in this place with this key.
    """
    sealed = bytes(sealed)
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], place.encode())
    except (InvalidTag, ValueError) as broken:
        raise NotOurs("a ciphertext does not open") from broken


def new_key(ring: Keyring, *, key_id: UUID, case_id: UUID) -> DataKey:
    """Make a key for one submission of one case."""
    plain = secrets.token_bytes(SIZE)
    return DataKey(plain, _wrap(ring, plain, ring.newest, key_id, case_id), ring.newest)


def open_key(ring: Keyring, wrapped: bytes, version: int, *, key_id: UUID, case_id: UUID) -> bytes:
    """
    Unwrap a stored key.

    :raises NotOurs: if it belongs to another case.
    :raises KeysBroken: if its master key is gone.
    """
    return unseal(ring.master(version), wrapped, _key_place(version, key_id, case_id))


def rewrap(ring: Keyring, wrapped: bytes, version: int, *, key_id: UUID, case_id: UUID) -> DataKey:
    """Wrap a stored key under the newest master key; what it encrypts stays as it is."""
    plain = open_key(ring, wrapped, version, key_id=key_id, case_id=case_id)
    return DataKey(plain, _wrap(ring, plain, ring.newest, key_id, case_id), ring.newest)


def _wrap(ring: Keyring, plain: bytes, version: int, key_id: UUID, case_id: UUID) -> bytes:
    return seal(ring.master(version), plain, _key_place(version, key_id, case_id))


def _key_place(version: int, key_id: UUID, case_id: UUID) -> str:
    return f"key:{version}:{key_id.hex}:{case_id.hex}"


def blind_tag(index_key: bytes, salt: bytes, phone: str) -> bytes:
    """
    Compute the blind index of a telephone for one case.

    The salt is the case's own, so equal telephones give different tags: whoever lacks the key cannot link two
    cases, and whoever has it must try case by case.
    """
    mac = hmac.HMAC(index_key, hashes.SHA256())
    mac.update(bytes(salt) + phone.encode())
    return mac.finalize()
