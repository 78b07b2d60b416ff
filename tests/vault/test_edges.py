"""The vault's edges: what is absent, what was erased, and what comes round by itself."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.factories.directory import AT, COUNTY, value_actor
from tests.factories.vault import INTAKE, entrust, opened, picture

from minqing.kernel.errors import NotFound
from minqing.kernel.permissions import PERMISSIONS
from minqing.vault import photo_files, queries, service, tasks
from minqing.vault.models import CaseKey, Custody, SealedText
from minqing.vault.opening import Erased, case_key
from minqing.vault.verbs import VERBS

pytestmark = pytest.mark.django_db


class TestCustody:
    def test_is_absent_where_nothing_was_stored(self) -> None:
        for nothing in (uuid4(), "nonsense"):
            with pytest.raises(NotFound):
                queries.custody(nothing)

    def test_says_until_when_and_why_longer(self) -> None:
        case = entrust()
        service.start_retention(case, closed_at=AT, days=180)
        keeper = value_actor(("vault.hold", COUNTY, COUNTY))
        service.hold_contact(case_id=case, ground="lawsuit", until=AT + timedelta(days=300), actor=keeper, at=AT)

        paper = queries.custody(case)

        assert paper.erase_at == AT + timedelta(days=180)
        assert paper.held_until == AT + timedelta(days=300)
        assert str(paper.hold_title)


class TestPhoto:
    def test_says_when_its_file_or_its_key_is_gone(self) -> None:
        case = entrust()
        first, second = (service.store_photo(case, picture()) for _each in range(2))
        photo_files.remove(first.id)
        CaseKey.objects.all().delete()

        for photo in (first, second):
            with pytest.raises(Erased):
                opened(photo.id, case)
        with pytest.raises(Erased):
            case_key(uuid4(), case)


class TestRelay:
    def test_is_silent_after_half_an_erasure(self, messages: list[dict[str, str]]) -> None:
        case = entrust()
        SealedText.objects.filter(case_id=case).delete()

        assert not service.relay_to_resident(case, "x", "k", at=AT)
        assert messages == []


class TestPossibleSameMatter:
    def test_stops_at_twenty_cases(self) -> None:
        for _each in range(22):
            entrust()
        intake = value_actor(("vault.same_matter", INTAKE, COUNTY), org_path=INTAKE)

        assert len(service.possible_same_matter(entrust(), actor=intake, at=AT)) == 20


class TestHoldContact:
    def test_comes_too_late_after_erasure(self) -> None:
        case = entrust()
        service.start_retention(case, closed_at=AT, days=1)
        service.erase_due(AT + timedelta(days=1))
        keeper = value_actor(("vault.hold", COUNTY, COUNTY))

        with pytest.raises(Erased):
            service.hold_contact(case_id=case, ground="lawsuit", until=AT + timedelta(days=9), actor=keeper, at=AT)


class TestTasks:
    def test_erase_and_sweep_by_themselves(self) -> None:
        case = entrust()
        service.start_retention(case, closed_at=AT, days=1)

        tasks.erase_due(AT + timedelta(days=1))
        tasks.sweep_photos(AT)

        assert queries.custody(case).erased_at == AT + timedelta(days=1)

    def test_go_on_after_a_case_that_cannot_be_erased(self, caplog: pytest.LogCaptureFixture) -> None:
        broken, fine = entrust(), entrust()
        for case in (broken, fine):
            service.start_retention(case, closed_at=AT, days=1)
        Custody.objects.filter(pk=broken).update(closed_at=None)

        assert service.erase_due(AT + timedelta(days=1)) == 1
        assert queries.custody(fine).erased_at is not None
        assert str(broken) not in caplog.text


class TestReveals:
    def test_are_counted_by_their_first_reading(self) -> None:
        case = entrust()
        asker: Any = value_actor(("vault.ask_reveal", INTAKE, COUNTY), ref="post:1", org_path=INTAKE)
        decider: Any = value_actor(("vault.approve_reveal", COUNTY, COUNTY), ref="post:2", org_path=COUNTY)
        given = {"purpose": "evidence", "basis": "consent", "note": "核实"}
        reveal = service.ask_reveal(case_id=case, actor=asker, at=AT, **given)
        service.approve_reveal(reveal_id=reveal, hours=1, actor=decider, at=AT)
        assert queries.reveals_of(case)[0].is_open(AT)
        assert not queries.reveals_of(case)[0].is_open(AT + timedelta(hours=1))

        for _again in range(2):
            service.read_reveal(reveal_id=reveal, actor=asker, at=AT)

        assert queries.reveals_between(AT, AT + timedelta(seconds=1)) == 1
        assert queries.reveals_between(AT + timedelta(seconds=1), AT + timedelta(days=1)) == 0


class TestVerbs:
    def test_name_declared_permissions_and_offer_choices(self) -> None:
        assert {verb.permission for verb in VERBS.values()} <= set(PERMISSIONS)
        assert all(field.options() for verb in VERBS.values() for field in verb.fields if field.kind == "choice")
