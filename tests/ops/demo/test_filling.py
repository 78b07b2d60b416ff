"""The demo county as a whole: made through the services, nothing refused, everything verified."""

import random
import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from tests.factories.directory import unit

from minqing.cases import queries as cases
from minqing.cases.records import DeskFilters
from minqing.cases.releasing import queries as released
from minqing.cases.releasing.records import ReleaseFilters
from minqing.cases.ticking import tick
from minqing.directory import queries as directory
from minqing.directory import service as directory_service
from minqing.insight.panels import levels
from minqing.kernel.counters import COUNTERS
from minqing.kernel.times import at_local
from minqing.ledger.measures import every_measure
from minqing.ledger.models import Fact
from minqing.ledger.positions import settle_all
from minqing.ledger.seals import verify
from minqing.ops import demo
from minqing.ops.bootstrap import load_tables
from minqing.ops.demo import logins, planning, sharing, tasks
from minqing.ops.demo.filling import how_many_at_once
from minqing.ops.demo.staff import STAFF
from minqing.territory import queries as territory

NOW = at_local(date(2026, 11, 24), 15)
COUNTY = "139901/"


@pytest.fixture
def own_folder(tmp_path: Path, settings: Any) -> Path:
    settings.DATA = tmp_path
    return tmp_path


@pytest.mark.django_db
class TestFill:
    def test_makes_the_whole_county_and_leaves_the_history_to_the_worker(
        self, own_folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        load_tables()
        monkeypatch.setattr("minqing.ops.demo.filling.how_many_at_once", lambda _took: 8)

        played = demo.fill(size=12, progress=lambda *_: None, at=NOW, history_later=True)

        self.all_is_there(played)
        self.logins_open_the_doors(own_folder)
        self.who_acted_has_read()
        assert {"own.closed_late", "own.closed_in_ten_days", "own.closed_per_registered"} <= set(every_measure())
        self.data_are_shared_and_taken(own_folder)
        self.some_is_public()
        self.supply_stands_beside_need()
        self.worker_tells_the_rest()
        self.clock_has_spoken_when_it_was_time()
        settle_all()
        assert verify().is_sound

    def all_is_there(self, played: Any) -> None:
        """Places, cards, people, posts and the newest requests."""
        assert (played.requests, played.refusals) == (8, [])
        assert len(territory.places_under(COUNTY, "village")) == 110
        assert len(territory.places_under(COUNTY, "grid_cell")) == 400
        doors = territory.places_under(COUNTY, "household")
        assert len(doors) == 2000
        village = territory.cards_of("139901/101/203/")
        assert sum(1 for card in village if card.household_path) == len(
            territory.places_under("139901/101/203/", "household")
        )
        seated_last = 3  # for sharing data, as a township's leader, for lists of other hotlines
        assert len(directory.posts_in(COUNTY, below=True)) == STAFF + seated_last == 303
        roles = [one.role for one in directory.who_answers(random.Random(1).choice(doors).path)]
        assert roles.count("household_contact") == 1
        assert {"grid_worker", "building_head", "village_head"} <= set(roles)

    def logins_open_the_doors(self, folder: Path) -> None:
        """Each printed password signs in, and only the owner of the folder can read them."""
        first = demo.accounts()[0]
        account = directory_service.authenticate(login=first.login, password=first.password, address="::1", at=NOW)
        actor = directory.actor_for_post(directory.posts_of(account.pk)[0].id)

        assert not account.must_change_password
        assert sum(len(desk(actor, state)) for state in ("open", "left")) == 8
        for name in (logins.FILE, logins.READABLE):
            assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600

    def who_acted_has_read(self) -> None:
        """Nobody in the demo accepts, declines or acknowledges what the post has not opened."""
        acted = Fact.objects.filter(kind__in=["case.accepted", "case.declined", "case.acknowledged"])
        assert acted.exists()
        for fact in acted:
            assert Fact.objects.filter(kind="case.read", subject=fact.subject, actor=fact.actor).exists()

    def some_is_public(self) -> None:
        """Open and closed requests stand on the notice board, in words that nobody wrote as a resident."""
        found = released.released_page(ReleaseFilters(), at=timezone.now())

        assert found
        assert all("反映" in one.words or "提到" in one.words for one in found)

    def data_are_shared_and_taken(self, folder: Path) -> None:
        """One post shares, one system holds a grant and has read under it; its key is for the folder's owner only."""
        login = next(one for one in demo.accounts() if one.login == "sharing")
        account = directory_service.authenticate(login=login.login, password=login.password, address="::1", at=NOW)
        keeper = directory.actor_for_post(directory.posts_of(account.pk)[0].id)
        (grant,) = COUNTERS["data_grants"].rows(keeper)

        assert (grant.state, grant.may_withdraw, "演示" in grant.purpose) == ("in_force", True, True)
        uncommitted = connection.vendor == "postgresql"  # what this test writes has no position there yet: no feed
        assert {use.way for use in COUNTERS["data_uses"].rows(keeper)} == ({1} if uncommitted else {1, 2})
        assert {one.owner_path for one in grant.elements} == {sharing.CENTRE}
        file = folder / sharing.FILE
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert f"GRANT={grant.id}" in file.read_text()

    def supply_stands_beside_need(self) -> None:
        """Two matters have what there is in each township, and say that it is invented."""
        stated = levels.matters_with_levels()
        assert len(stated) == 2
        for matter in stated:
            held = levels.levels(matter, COUNTY)
            assert len(held) == 8
            assert all("虚构" in one.source for one in held.values())

    def worker_tells_the_rest(self) -> None:
        """The four older stories, newest first, and then the plan is gone."""
        plan = planning.kept()
        assert plan is not None
        tasks.tell(plan, seconds=0)
        again = planning.kept()
        assert again is not None
        assert again.told == 1

        tasks.tell(again, seconds=600)

        assert planning.kept() is None

    def clock_has_spoken_when_it_was_time(self) -> None:
        """What came due in the past did so on its day: the worker finds nothing to mark today."""
        assert Fact.objects.filter(kind="case.due").exists()

        marked = tick(NOW)

        assert (marked["due"], marked["overdue"], marked["lapsed"]) == (0, 0, 0)


def desk(actor: Any, state: str) -> Any:
    """What a post finds in one state."""
    return cases.desk(actor, queue="all", filters=DeskFilters(state=state), cursor=None, at=NOW).items


class TestHowManyAtOnce:
    def test_opens_the_doors_in_time_on_a_quick_machine_and_shows_something_on_a_slow_one(self) -> None:
        assert how_many_at_once(4.0) > 800
        assert how_many_at_once(13.0) == 150
        assert how_many_at_once(60.0) == 40


@pytest.mark.django_db
class TestMayFill:
    def test_refuses_a_database_with_a_county_in_it(self, own_folder: Path) -> None:
        load_tables()
        assert demo.may_fill()
        unit()

        assert not demo.may_fill()
        with pytest.raises(demo.NotEmpty):
            demo.fill(size=1, progress=lambda *_: None, at=NOW)
