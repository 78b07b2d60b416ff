"""What is put in comes out only where it should, and lies there encrypted."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from tests.factories.directory import AT
from tests.factories.vault import PHONE, entrust, opened, picture

from minqing.kernel.errors import NotFound
from minqing.kernel.ref import Ref
from minqing.ledger.queries import facts_about
from minqing.vault import photo_files, queries, service
from minqing.vault.models import CaseKey, Custody, MatterTag, Photo, SealedText
from minqing.vault.opening import texts_of
from minqing.vault.phones import PhoneRefused

pytestmark = pytest.mark.django_db


def everything_in_the_database() -> str:
    """Every value of every closed and open table of the vault, as text."""
    found = []
    with connection.cursor() as cursor:
        for model in (CaseKey, SealedText, MatterTag, Custody, Photo):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            found += [
                bytes(v).decode("latin-1") if isinstance(v, bytes | memoryview) else str(v)
                for row in cursor
                for v in row
            ]
    return "\n".join(found)


class TestStore:
    def test_encrypts_everything_a_resident_entrusted(self) -> None:
        case = entrust()

        assert dict(texts_of(case, "words", "where", "name", "phone")) == {
            "words": "我叫王秀英，路灯坏了半个月。",
            "where": "村口第三根电杆",
            "name": "王秀英",
            "phone": PHONE,
        }
        raw = everything_in_the_database()
        assert PHONE not in raw
        assert "王秀英".encode().decode("latin-1") not in raw

    def test_keeps_no_tag_and_no_phone_where_none_was_left(self) -> None:
        case = entrust(phone="", name="")

        assert not MatterTag.objects.filter(case_id=case).exists()
        assert not queries.has_phone(case)
        assert not queries.custody(case).may_call
        assert {part for part, _text in texts_of(case, "words", "where", "name", "phone")} == {"words", "where"}

    def test_refuses_what_is_no_telephone_and_keeps_nothing(self) -> None:
        with pytest.raises(PhoneRefused), transaction.atomic():
            entrust(phone="没有")

        assert not Custody.objects.exists()

    def test_keeps_words_added_later_under_a_key_of_their_own(self) -> None:
        case = entrust()

        service.store_added(case, words="今天又坏了一盏", at=AT + timedelta(days=1))

        assert texts_of(case, "added") == [("added", "今天又坏了一盏")]
        assert CaseKey.objects.filter(case_id=case).count() == 2


class TestAlias:
    def test_is_short_and_different_in_the_next_case(self) -> None:
        first, second = queries.alias(uuid4()), queries.alias(uuid4())

        assert first != second
        assert len(first) <= 14


class TestStorePhoto:
    def test_writes_an_encrypted_file_and_opens_it_again(self) -> None:
        case = entrust()

        ref = service.store_photo(case, picture(size=(300, 200)))

        sealed = photo_files.read(ref.id)
        assert (ref.width, ref.height) == (300, 200)
        assert not sealed.startswith(b"\xff\xd8\xff")
        assert opened(ref.id, case).startswith(b"\xff\xd8\xff")
        assert queries.photos_of(case) == [ref]

    def test_is_not_opened_as_another_cases(self) -> None:
        ref = service.store_photo(entrust(), picture())

        with pytest.raises(NotFound):
            opened(ref.id, uuid4())
        with pytest.raises(NotFound):
            opened("nonsense", uuid4())

    def test_takes_a_photo_cleaned_before(self) -> None:
        clean = service.clean_photo(picture())

        assert service.store_photo(entrust(), clean).size == len(clean.jpeg)


class TestSweepOrphans:
    def test_removes_old_files_without_a_row_and_leaves_the_others(self, own_folder: Path) -> None:
        case = entrust()
        kept = service.store_photo(case, picture())
        stray = UUID(int=7)
        photo_files.write(stray, b"left by a transaction that did not commit")
        now = photo_files.path_of(stray).stat().st_mtime
        soon, later = (AT.fromtimestamp(now + hours * 3600, tz=AT.tzinfo) for hours in (1, 25))

        assert service.sweep_orphans(soon) == 0
        assert service.sweep_orphans(later) == 1
        assert opened(kept.id, case)
        assert not photo_files.path_of(stray).exists()


class TestRelayToResident:
    def test_reaches_the_resident_without_showing_the_number(self, messages: list[dict[str, str]]) -> None:
        case = entrust()

        assert service.relay_to_resident(case, "您反映的事已办理。", "k1", at=AT)

        assert messages == [{"to": PHONE, "subject": "", "body": "您反映的事已办理。", "key": f"{case}/k1"}]
        (fact,) = facts_about(Ref("case", str(case)))
        assert fact.kind == "vault.relayed"
        assert fact.data == {}

    def test_leaves_one_fact_for_a_repeated_delivery(self, messages: list[dict[str, str]]) -> None:
        case = entrust()

        for _again in range(2):
            service.relay_to_resident(case, "您反映的事已办理。", "k1", at=AT)

        assert {message["key"] for message in messages} == {f"{case}/k1"}
        assert len(facts_about(Ref("case", str(case)))) == 1

    def test_says_when_there_is_no_number(self, messages: list[dict[str, str]]) -> None:
        assert not service.relay_to_resident(entrust(phone=""), "x", "k", at=AT)
        assert not service.relay_to_resident(uuid4(), "x", "k", at=AT)
        assert messages == []
