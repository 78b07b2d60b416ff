"""Erasures outside the database: a backup that is older than an erasure does not bring anything back for good."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from tests.factories.directory import AT
from tests.factories.vault import entrust, picture
from tests.vault.test_retention import keeper

from minqing.kernel.ref import Ref
from minqing.kernel.times import SHANGHAI
from minqing.ledger.queries import facts_about
from minqing.vault import photo_files, queries, service
from minqing.vault.erasures import erased_before, erasures_file, erasures_since, keep_erasures
from minqing.vault.opening import texts_of
from minqing.vault.service.retention import UnableToKeep

DUE = AT + timedelta(days=180)
LATER = DUE + timedelta(days=3)


@pytest.mark.django_db(transaction=True)
class TestEraseContact:
    def test_puts_case_and_moment_on_the_list_and_nothing_else(self) -> None:
        case = entrust()
        service.start_retention(case, closed_at=AT, days=180)

        service.erase_due(DUE)

        assert erasures_file().read_text() == f"erased {case} {DUE.astimezone(SHANGHAI).isoformat()}\n"
        assert erased_before() == {case: DUE}
        assert erasures_file().stat().st_mode & 0o077 == 0


@pytest.mark.django_db
class TestListErasures:
    def test_lays_a_list_of_none_so_that_a_lost_one_is_noticed(self) -> None:
        assert service.list_erasures(DUE) == 0

        assert erasures_file().read_text() == ""
        assert erasures_file().stat().st_mode & 0o077 == 0

    def test_adds_what_a_crash_kept_from_the_list_once(self) -> None:
        case = entrust()
        service.start_retention(case, closed_at=AT, days=180)
        service.erase_due(DUE)  # inside a test's transaction nothing is put on the list
        assert erased_before() == {}

        assert service.list_erasures(DUE - timedelta(days=1)) == 1
        assert service.list_erasures(DUE - timedelta(days=1)) == 0

        assert erasures_since(DUE) == erasures_file().read_text().splitlines()
        assert erasures_since(DUE + timedelta(seconds=1)) == []


@pytest.mark.django_db
class TestEraseAgain:
    def test_destroys_what_a_backup_brought_back(self) -> None:
        case, other = entrust(), entrust()
        photo = service.store_photo(case, picture())
        keep_erasures({case: DUE})

        assert service.erase_again(at=LATER) == {case: DUE}

        assert texts_of(case, "words", "phone") == []
        assert not queries.has_phone(case)
        assert queries.custody(case).erased_at == LATER
        assert queries.has_phone(other)
        assert photo_files.path_of(photo.id).exists()  # goes at the commit, which a test has none of

    def test_leaves_a_certificate_with_a_ground_of_its_own(self) -> None:
        case = entrust()
        keep_erasures({case: DUE})

        service.erase_again(at=LATER)

        (fact,) = facts_about(Ref("case", str(case)))
        assert (fact.kind, fact.data["ground"], fact.actor) == ("vault.erased", 3, Ref("system", "restore"))

    def test_does_nothing_to_what_is_erased_already_or_unknown_here(self) -> None:
        case = entrust()
        keep_erasures({case: DUE, uuid4(): DUE})
        service.erase_again(at=LATER)

        assert service.erase_again(at=LATER) == {}

    def test_passes_over_lines_that_cannot_be_read(self) -> None:
        case = UUID(int=7)
        keep_erasures({case: DUE})
        with erasures_file().open("a") as file:
            file.write("erased half a li\nsomething else\n")

        assert erased_before() == {case: DUE}

    def test_is_no_ground_that_anybody_could_name(self) -> None:
        case = entrust()
        service.start_retention(case, closed_at=AT, days=180)
        with pytest.raises(UnableToKeep):
            service.erase_contact(case_id=case, actor=keeper(), at=LATER, ground="again")
