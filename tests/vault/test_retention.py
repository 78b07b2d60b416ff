"""Kept until the clock runs out, held for a lawful ground, erased with a certificate."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import TestCase
from tests.factories.directory import AT, COUNTY, value_actor
from tests.factories.vault import entrust, picture

from minqing.kernel.errors import Conflict, NotFound
from minqing.kernel.ref import Ref
from minqing.ledger.queries import facts_about
from minqing.vault import photo_files, queries, service
from minqing.vault.models import CaseKey, MatterTag, Photo, SealedText
from minqing.vault.opening import Erased, texts_of
from minqing.vault.service.retention import UnableToKeep

DUE = AT + timedelta(days=180)


def keeper(*permissions: str) -> Any:
    grants = [(permission, COUNTY, COUNTY) for permission in permissions or ("vault.hold", "vault.erase")]
    return value_actor(*grants, ref="post:9", org_path="139901/archive/")


def closed_case() -> UUID:
    case = entrust()
    service.start_retention(case, closed_at=AT, days=180, rule="17")
    return case


@pytest.mark.usefixtures("own_folder")
class TestEraseDue(TestCase):
    def test_erases_at_the_moment_and_not_a_second_before(self) -> None:
        case = closed_case()
        photo = service.store_photo(case, picture())

        assert service.erase_due(DUE - timedelta(seconds=1)) == 0
        with self.captureOnCommitCallbacks(execute=True):
            assert service.erase_due(DUE) == 1

        for model in (CaseKey, SealedText, MatterTag, Photo):
            assert not model.objects.filter(case_id=case).exists()
        assert not photo_files.path_of(photo.id).exists()
        assert texts_of(case, "words", "phone") == []
        assert not queries.has_phone(case)

    def test_leaves_a_certificate_that_names_the_end_of_the_backups(self) -> None:
        case = closed_case()

        service.erase_due(DUE)

        paper = queries.custody(case)
        (fact,) = facts_about(Ref("case", str(case)))
        assert paper.erased_at == DUE
        assert paper.backups_expire_at == DUE + timedelta(days=30)
        assert fact.kind == "vault.erased"
        assert fact.actor == Ref("system", "clock")
        assert fact.data == {"ground": 1, "items": 4, "backups_expire": "2027-04-01", "rule": "17"}
        assert date.fromisoformat(fact.data["backups_expire"]) == (DUE + timedelta(days=30)).date()

    def test_is_done_once(self) -> None:
        case = closed_case()
        service.erase_due(DUE)

        assert service.erase_due(DUE + timedelta(days=1)) == 0
        with pytest.raises(Erased):
            service.erase_contact(case_id=case, actor=keeper(), at=DUE)

    def test_finishes_what_a_dead_machine_left_half_done(self) -> None:
        case = closed_case()
        CaseKey.objects.filter(case_id=case).delete()
        SealedText.objects.filter(case_id=case).delete()

        assert service.erase_due(DUE) == 1
        assert queries.custody(case).erased_at == DUE

    def test_waits_while_a_case_is_open_or_reopened(self) -> None:
        entrust()
        case = closed_case()
        service.stop_retention(case)

        assert service.erase_due(DUE + timedelta(days=999)) == 0

    def test_waits_for_a_legal_hold_and_no_longer(self) -> None:
        case = closed_case()
        end = DUE + timedelta(days=30)
        service.hold_contact(case_id=case, ground="lawsuit", until=end, actor=keeper(), at=AT)

        assert service.erase_due(end - timedelta(seconds=1)) == 0
        assert service.erase_due(end) == 1

    def test_goes_at_its_time_when_the_hold_was_ended(self) -> None:
        case = closed_case()
        service.hold_contact(case_id=case, ground="review", until=DUE + timedelta(days=9), actor=keeper(), at=AT)
        service.end_hold(case_id=case, actor=keeper(), at=AT)

        assert service.erase_due(DUE) == 1
        with pytest.raises(Conflict):
            service.end_hold(case_id=case, actor=keeper(), at=AT)


@pytest.mark.usefixtures("own_folder")
class TestEraseContact(TestCase):
    def test_on_request_comes_before_the_time_but_not_before_the_closing(self) -> None:
        case = entrust()
        with pytest.raises(UnableToKeep):
            service.erase_contact(case_id=case, actor=keeper(), at=AT, ground="request")

        service.start_retention(case, closed_at=AT, days=180)
        service.erase_contact(case_id=case, actor=keeper(), at=AT + timedelta(days=1), ground="request")

        assert queries.custody(case).erased_at == AT + timedelta(days=1)

    def test_refuses_before_the_time_under_a_hold_and_out_of_reach(self) -> None:
        case = closed_case()
        with pytest.raises(UnableToKeep):
            service.erase_contact(case_id=case, actor=keeper(), at=AT)
        service.hold_contact(case_id=case, ground="lawsuit", until=DUE, actor=keeper(), at=AT)
        with pytest.raises(UnableToKeep):
            service.erase_contact(case_id=case, actor=keeper(), at=AT, ground="request")
        with pytest.raises(NotFound):
            service.erase_contact(case_id=case, actor=keeper("vault.hold"), at=DUE)


@pytest.mark.usefixtures("own_folder")
class TestHoldContact(TestCase):
    def test_needs_a_ground_and_an_end_within_two_years(self) -> None:
        case = closed_case()

        for ground, until in (("whim", DUE), ("lawsuit", AT), ("lawsuit", datetime(2031, 1, 1, tzinfo=UTC))):
            with pytest.raises(UnableToKeep):
                service.hold_contact(case_id=case, ground=ground, until=until, actor=keeper(), at=AT)
