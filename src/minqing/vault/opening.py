"""
Opening what was sealed. The only room that unwraps keys.

A contract test lists who may come in here: reveals, the relay, the blind index, photos and rotation. Nothing that a
handling unit sees comes this way.
"""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from minqing.kernel.errors import Refused

from .keys import Keyring, load_keyring, open_key, unseal
from .models import CaseKey, SealedText


class Erased(Refused):
    """What was entrusted has been destroyed; nobody can open it any more."""

    status = 410
    code = "erased"
    default = _("Contact details and original words were erased when their time had passed.")


def alias() -> str:
    """Name the connection that may read the vault; the ordinary one where there is no separate role."""
    return str(settings.VAULT_ALIAS)


def keyring() -> Keyring:
    """Return the master keys."""
    file: Path = settings.VAULT_KEYS_FILE
    return load_keyring(file)


def text_place(case_id: UUID, part: str, text_id: UUID) -> str:
    """Name the place of one text, which its ciphertext is bound to."""
    return f"text:{case_id.hex}:{part}:{text_id.hex}"


def photo_place(case_id: UUID, photo_id: UUID) -> str:
    """Name the place of one photo, which its ciphertext is bound to."""
    return f"photo:{case_id.hex}:{photo_id.hex}"


def case_key(key_id: UUID, case_id: UUID) -> bytes:
    """
    Unwrap one key.

    :raises Erased: if it was destroyed.
    """
    row = CaseKey.objects.using(alias()).filter(pk=key_id, case_id=case_id).first()
    if row is None:
        raise Erased
    return open_key(keyring(), bytes(row.wrapped), row.master_version, key_id=row.pk, case_id=case_id)


def texts_of(case_id: UUID, *parts: str) -> list[tuple[str, str]]:
    """
    Open texts of one case.

    :param parts: ``words``, ``where``, ``name``, ``phone``, ``address``, ``added``.
    :return: (part, text) in the order they came; empty after erasure.
    """
    return [(part, plain.decode()) for part, plain in parts_of(case_id, *parts)]


def parts_of(case_id: UUID, *parts: str) -> list[tuple[str, bytes]]:
    """Open what lies under some names for one case, or for one thing that has arrived, in the order it came."""
    rows = SealedText.objects.using(alias()).filter(case_id=case_id, part__in=parts).order_by("id")
    keys: dict[UUID, bytes] = {}
    found = []
    for row in rows:
        if row.key_id not in keys:
            keys[row.key_id] = case_key(row.key_id, case_id)
        place = text_place(case_id, row.part, row.pk)
        found.append((row.part, unseal(keys[row.key_id], bytes(row.sealed), place)))
    return found


def phone_of(case_id: UUID) -> str:
    """Return the telephone of one case; empty where none was left or it was erased."""
    return next((text for _part, text in texts_of(case_id, "phone")), "")


def address_of(case_id: UUID) -> str:
    """Return the address that one case is answered at where no telephone was left; empty where there is none."""
    return next((text for _part, text in texts_of(case_id, "address")), "")
