"""
Boxes: keys for files that wait to be read and are then destroyed, such as another hotline's list.

A box has a key of its own, wrapped by the master key; whoever keeps the files keeps the wrapped key too, and destroys
both. What is sealed in one box, or under one name, opens in no other. Rotating master keys leaves boxes as they are:
they live for days, and an old master key stays in the file.
"""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.conf import settings

from .keys import NotOurs, load_keyring, new_key, open_key, seal, unseal

__all__ = ["Box", "NotOurs", "OpenBox", "new_box", "open_box"]


@dataclass(frozen=True, slots=True)
class Box:
    """A box as it is kept: its id, its wrapped key and the version of the master key."""

    id: UUID
    wrapped: bytes
    version: int


@dataclass(frozen=True, slots=True)
class OpenBox:
    """A box in use."""

    id: UUID
    key: bytes

    def seal(self, name: str, plain: bytes) -> bytes:
        """Encrypt what is kept under a name in this box."""
        return seal(self.key, plain, f"box:{self.id.hex}:{name}")

    def unseal(self, name: str, sealed: bytes) -> bytes:
        """
        Open what was kept under a name.

        :raises NotOurs: if it was kept in another box, under another name, or changed.
        """
        return unseal(self.key, sealed, f"box:{self.id.hex}:{name}")


def new_box() -> Box:
    """Make a box with a fresh key."""
    box_id = uuid4()
    made = new_key(load_keyring(settings.VAULT_KEYS_FILE), key_id=box_id, case_id=box_id)
    return Box(box_id, made.wrapped, made.version)


def open_box(box: Box) -> OpenBox:
    """
    Take a box into use.

    :raises NotOurs: if its key was destroyed, or is another box's.
    """
    ring = load_keyring(settings.VAULT_KEYS_FILE)
    return OpenBox(box.id, open_key(ring, bytes(box.wrapped), box.version, key_id=box.id, case_id=box.id))
