"""
Putting in. Runs in the caller's transaction, so that a request and its originals are there together or not at all.

Nothing is read here: the role that runs it may insert only. Hence every submission brings a key of its own.
"""

import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID, uuid4

from minqing.kernel.ids import as_uuid, uuid7
from minqing.kernel.making import made
from minqing.kernel.rows import insert_rows, run
from minqing.vault import photo_files
from minqing.vault.codes import CHILD
from minqing.vault.images import CleanPhoto, clean_photo
from minqing.vault.keys import DataKey, blind_tag, new_key, seal
from minqing.vault.models import Barred, CaseKey, Custody, MatterTag, Photo, SealedText
from minqing.vault.opening import keyring, photo_place, text_place
from minqing.vault.phones import normalise_phone
from minqing.vault.records import PhotoRef

SALT = 16


def store(
    case_id: UUID | str,
    *,
    place_path: str,
    org_path: str,
    words: str,
    where_words: str,
    at: datetime,
    name: str = "",
    phone: str = "",
    may_call: bool = False,
    barred: Iterable[str] = (),
    child: str = "",
    reach: str = "",
    address: str = "",
    sealed: bool = False,
) -> None:
    """
    Keep what a resident entrusted with one request: encrypted, once.

    :param org_path: the intake unit; reveals need a grant above it.
    :param barred: paths of the units that the request is about.
    :param child: a key of ``codes.CHILD`` where the request is about a child under 14; then contact is the guardian's.
    :param reach: the channel by which whoever left no telephone is answered, and ``address`` where: ``email``.
    :param sealed: that two must agree before anybody sees who wrote.
    :raises PhoneRefused: if the telephone is none.
    """
    case = as_uuid(case_id)
    number = normalise_phone(phone)
    custody = made(Custody, case_id=case, org_path=org_path, place_path=place_path, stored_at=at)
    custody.has_phone, custody.may_call = bool(number), bool(number) and may_call
    custody.child, custody.reach = CHILD[child][0] if child else 0, reach if address else ""
    custody.sealed = sealed
    insert_rows(custody)
    texts = {"words": words, "where": where_words, "name": name.strip(), "phone": number, "address": address}
    _seal_texts(case, texts, at)
    if number:
        _tag(case, number)
    for path in barred:
        bar(case, path)


def mark_child(case_id: UUID | str) -> None:
    """Say of a case that it is about a child, where nobody had said so when it came in."""
    run(
        "UPDATE custody_case SET child = %s WHERE case_id = %s AND child = 0 AND erased_at IS NULL",
        [CHILD["alone"][0], as_uuid(case_id)],
    )


def store_added(case_id: UUID | str, *, words: str, at: datetime) -> None:
    """Keep words that the resident added later, or an answer to a question."""
    _seal_texts(as_uuid(case_id), {"added": words}, at)


def store_voice(case_id: UUID | str, sound: bytes, *, at: datetime) -> None:
    """Keep what the resident spoke, with the rest of what she entrusted, until that is erased."""
    seal_parts(as_uuid(case_id), {"voice": sound}, at)


def _seal_texts(case: UUID, texts: Mapping[str, str], at: datetime) -> None:
    seal_parts(case, {part: text.encode() for part, text in texts.items()}, at)


def seal_parts(case: UUID, parts: Mapping[str, bytes], at: datetime) -> None:
    """Encrypt what belongs to one case, or to one thing that has arrived, under a key of its own."""
    key_id, key = _fresh_key(case)
    rows = []
    for part, plain in parts.items():
        if plain:
            text_id = uuid7(at)
            sealed = seal(key.plain, plain, text_place(case, part, text_id))
            rows.append(made(SealedText, id=text_id, case_id=case, key_id=key_id, part=part, sealed=sealed))
    insert_rows(*rows)


def _fresh_key(case: UUID) -> tuple[UUID, DataKey]:
    key_id = uuid4()
    key = new_key(keyring(), key_id=key_id, case_id=case)
    row = made(CaseKey, id=key_id, case_id=case, wrapped=key.wrapped, master_version=key.version)
    insert_rows(row)
    return key_id, key


def _tag(case: UUID, phone: str) -> None:
    ring, salt = keyring(), os.urandom(SALT)
    tag = blind_tag(ring.index_key(ring.newest), salt, phone)
    insert_rows(MatterTag(id=uuid4(), case_id=case, salt=salt, tag=tag, key_version=ring.newest))


def bar(case_id: UUID | str, org_path: str) -> None:
    """Keep a unit, and all below it, from ever opening a case. Repeating it changes nothing."""
    Barred.objects.bulk_create([Barred(case_id=as_uuid(case_id), org_path=org_path)], ignore_conflicts=True)


def unbar(case_id: UUID | str, org_path: str) -> None:
    """End the bar of a unit from a case. Repeating it changes nothing."""
    Barred.objects.filter(case_id=as_uuid(case_id), org_path=org_path).delete()


def hand_custody(case_id: UUID | str, org_path: str) -> None:
    """Let another office have the custody of a case: from now on a grant above that one leads to reveals."""
    run("UPDATE custody_case SET org_path = %s WHERE case_id = %s", [org_path, as_uuid(case_id)])


def store_photo(case_id: UUID | str, photo: bytes | CleanPhoto) -> PhotoRef:
    """
    Keep one photo: checked, re-encoded, encrypted, on the disk before the transaction commits.

    Cleaning takes up to a second; give a :class:`CleanPhoto` made beforehand to keep the transaction short.

    :raises PhotoRefused: if it cannot be taken as a photo.
    """
    case = as_uuid(case_id)
    clean = photo if isinstance(photo, CleanPhoto) else clean_photo(photo)
    key_id, key = _fresh_key(case)
    photo_id = uuid4()
    sealed = seal(key.plain, clean.jpeg, photo_place(case, photo_id))
    photo_files.write(photo_id, sealed)
    row = Photo(id=photo_id, case_id=case, key_id=key_id, width=clean.width, height=clean.height, size=len(clean.jpeg))
    insert_rows(row)
    return PhotoRef(photo_id, clean.width, clean.height, len(clean.jpeg))
