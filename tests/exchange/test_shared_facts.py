"""The feed of facts under a grant: exact, resumable, nothing but what was granted; the file; and the addresses."""

import csv
import io
from argparse import Namespace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.exchange.conftest import Caller
from tests.factories import cases as make
from tests.factories import sharing as share
from tests.factories.cases import AT

from minqing.exchange.models import DataUse
from minqing.exchange.sharing import using
from minqing.exchange.sharing.granting import withdraw_data
from minqing.exchange.sharing.holding import NoGrant, NoLonger
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.ref import Ref
from minqing.ledger import feeds
from minqing.ledger.positions import forget_transactions, settle_all
from minqing.ledger.queries import facts_about
from minqing.ledger.service import recorded, reverse
from minqing.ops.commands.checking import find_copy

pytestmark = pytest.mark.django_db
WHERE = "start=2026-09-01&end=2026-10-01"


def settled() -> None:
    """Give positions to everything that was written."""
    forget_transactions()
    settle_all()


@recorded
def take_back(subject: Ref, kind: str) -> None:
    """Reverse what was recorded about something."""
    fact = next(one for one in facts_about(subject) if one.kind == kind)
    reverse(fact.id, actor=Ref("system", "test"), at=AT + timedelta(days=1))


def all_of(partner: share.Partner, grant: str, *, limit: int = 2, begin: str = "") -> list[using.SharedFact]:
    """Follow a feed to its end."""
    found: list[using.SharedFact] = []
    more, cursor = True, begin
    while more:
        fed = using.feed(partner.actor(AT), grant_id=grant, kinds=[], cursor=cursor, limit=limit, at=AT)
        found, cursor, more = [*found, *fed.items], fed.next, fed.more
    return found


class TestFeed:
    @pytest.mark.parametrize("window", [1, 3, 20_000])
    def test_gives_each_fact_once_in_order_however_it_is_cut(
        self, partner: share.Partner, office: make.County, monkeypatch: pytest.MonkeyPatch, window: int
    ) -> None:
        monkeypatch.setattr(feeds, "WINDOW", window)
        for _ in range(5):
            make.registered()
        make.closed(office)
        settled()
        grant = share.granted(partner)

        found = all_of(partner, grant)

        positions = [one.position for one in found]
        assert positions == sorted(set(positions))
        assert [one.kind for one in found].count("case.registered") == 6
        assert [one.kind for one in found].count("case.closed") == 1

    def test_goes_on_where_it_stopped(self, partner: share.Partner) -> None:
        grant = share.granted(partner)
        make.registered()
        settled()
        first = using.feed(partner.actor(AT), grant_id=grant, kinds=[], cursor="", limit=None, at=AT)
        again = using.feed(partner.actor(AT), grant_id=grant, kinds=[], cursor=first.next, limit=None, at=AT)
        make.registered()
        settled()

        later = all_of(partner, grant, begin=again.next)

        assert (len(first.items), len(again.items), len(later)) == (1, 0, 1)
        assert later[0].position > first.items[0].position

    def test_does_not_run_ahead_of_what_has_no_position_yet(self, partner: share.Partner) -> None:
        grant = share.granted(partner)
        make.registered()

        before = using.feed(partner.actor(AT), grant_id=grant, kinds=[], cursor="", limit=None, at=AT)
        settled()

        assert before.items == ()
        assert len(all_of(partner, grant, begin=before.next)) == 1

    def test_tells_what_was_taken_back(self, partner: share.Partner) -> None:
        grant = share.granted(partner)
        made = make.registered()
        take_back(make.row(made.number).ref, "case.registered")
        settled()

        first, second = all_of(partner, grant)

        assert (first.sign, first.reverses) == (1, None)
        assert (second.sign, second.reverses, second.thing) == (-1, first.position, first.thing)

    def test_names_columns_of_the_grant_and_neither_persons_nor_who_acted(
        self, partner: share.Partner, office: make.County
    ) -> None:
        made = make.closed(office)
        settled()
        grant = share.granted(partner, elements=["fact:case.closed", "fact:case.closed#late", "fact:case.registered"])

        found = {one.kind: one for one in all_of(partner, grant)}

        assert found["case.closed"].data == {"late": 0}
        assert found["case.registered"].data == {}
        assert found["case.closed"].thing == found["case.registered"].thing
        assert str(make.row(made.number).uuid) not in str(found)

    def test_says_the_same_thing_differently_under_another_grant(self, partner: share.Partner) -> None:
        make.registered()
        settled()
        one, other = share.granted(partner), share.granted(partner)

        assert all_of(partner, one)[0].thing != all_of(partner, other)[0].thing

    def test_goes_no_further_than_the_village(self, partner: share.Partner) -> None:
        make.registered()
        settled()

        assert all(one.place_path.count("/") <= 3 for one in all_of(partner, share.granted(partner)))

    def test_keeps_to_days_and_paths(self, partner: share.Partner) -> None:
        make.registered()
        make.registered(at=AT - timedelta(days=1))
        settled()
        first_day = share.granted(partner, first_day=date(2026, 9, 3), last_day=date(2026, 9, 3))
        elsewhere = share.granted(partner, place_path=make.OTHER_VILLAGE)

        assert [one.day for one in all_of(partner, first_day)] == [date(2026, 9, 3)]
        assert all_of(partner, elsewhere) == []

    def test_is_refused_mid_way_once_withdrawn(self, partner: share.Partner) -> None:
        grant = share.granted(partner)
        for _ in range(3):
            make.registered()
        settled()
        begun = using.feed(partner.actor(AT), grant_id=grant, kinds=[], cursor="", limit=1, at=AT)
        withdraw_data(grant_id=grant, actor=share.KEEPER, at=AT)

        with pytest.raises(NoLonger):
            using.feed(partner.actor(AT), grant_id=grant, kinds=[], cursor=begun.next, limit=1, at=AT)
        assert DataUse.objects.count() == 1

    def test_is_refused_beyond_the_grant(self, partner: share.Partner) -> None:
        grant = share.granted(partner)
        figures = share.granted(partner, elements=[share.FIGURE])
        stranger = share.partner()

        with pytest.raises(NoGrant):
            using.feed(partner.actor(AT), grant_id=grant, kinds=["case.replied"], cursor="", limit=None, at=AT)
        with pytest.raises(NoGrant):
            using.feed(partner.actor(AT), grant_id=figures, kinds=[], cursor="", limit=None, at=AT)
        with pytest.raises(NotFound):
            using.feed(stranger.actor(AT), grant_id=grant, kinds=[], cursor="", limit=None, at=AT)
        with pytest.raises(Refused):
            using.feed(partner.actor(AT), grant_id=grant, kinds=[], cursor="x1", limit=None, at=AT)

    def test_says_so_when_a_cursor_is_of_facts_that_there_are_not(self, partner: share.Partner) -> None:
        """As after a restore from a backup: an empty answer for ever would look like silence."""
        grant = share.granted(partner)
        make.registered()
        settled()
        last = feeds.last_position()

        assert using.feed(partner.actor(AT), grant_id=grant, kinds=[], cursor=str(last), limit=None, at=AT).items == ()
        with pytest.raises(using.CursorAhead):
            using.feed(partner.actor(AT), grant_id=grant, kinds=[], cursor=str(last + 1), limit=None, at=AT)

    def test_gives_no_more_what_was_closed_since(
        self, partner: share.Partner, office: make.County, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A later version of the house may know better what tells of people."""
        grant = share.granted(partner)
        make.closed(office)
        settled()
        monkeypatch.setattr("minqing.exchange.sharing.elements.INSIDE_KINDS", frozenset({"case.registered"}))

        assert {one.kind for one in all_of(partner, grant)} == {"case.closed"}
        days = {"start": date(2026, 9, 1), "end": date(2026, 10, 1), "org_path": "", "place_path": ""}
        with pytest.raises(NoGrant):
            using.figure(partner.actor(AT), "cases.registered", **days, at=AT)

    def test_gives_no_column_that_was_closed_since(
        self, partner: share.Partner, office: make.County, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        grant = share.granted(partner)
        make.closed(office)
        settled()
        assert any("late" in one.data for one in all_of(partner, grant))
        monkeypatch.setattr("minqing.exchange.sharing.elements.INSIDE_COLUMNS", frozenset({"late"}))

        assert not any("late" in one.data for one in all_of(partner, grant))

    def test_logs_what_was_given_and_no_empty_stretch(self, partner: share.Partner) -> None:
        grant = share.granted(partner)
        all_of(partner, grant)
        assert not DataUse.objects.exists()
        make.registered()
        settled()

        all_of(partner, grant)

        use = DataUse.objects.get()
        assert (use.way, use.rows, use.elements) == (DataUse.FEED, 1, "fact:case.registered")


class TestAddresses:
    def test_give_what_was_granted_and_say_why_not(self, partner: share.Partner) -> None:
        for _ in range(6):
            make.registered(at=AT)
        settled()
        grant = share.granted(partner, timezone.now())
        call = Caller(partner.key)

        assert call.get("/shared/grants").body[0]["state"] == "in_force"
        assert call.get(f"/shared/figures/cases.registered?{WHERE}").body["value"] == "6"
        fed = call.get(f"/shared/facts?grant={grant}&kind=case.registered&limit=4").body
        assert (len(fed["items"]), fed["more"]) == (4, True)
        assert len(call.get(f"/shared/facts?grant={grant}&cursor={fed['next']}").body["items"]) == 2

        assert self.why(call.get(f"/shared/figures/cases.closed?{WHERE}")) == (403, "no-grant")
        assert self.why(call.get("/shared/figures/cases.registered?start=2026-01-01&end=2026-02-01")) == (
            403,
            "beyond-grant",
        )
        assert self.why(call.get(f"/shared/facts?grant={grant}&kind=case.replied")) == (403, "no-grant")
        withdraw_data(grant_id=grant, actor=share.KEEPER, at=timezone.now())
        assert self.why(call.get(f"/shared/facts?grant={grant}&cursor={fed['next']}")) == (403, "grant-over")
        assert self.why(call.get(f"/shared/figures/cases.registered?{WHERE}")) == (403, "grant-over")

    def test_write_the_columns_of_a_fact_as_an_object(self, partner: share.Partner, office: make.County) -> None:
        make.closed(office)
        settled()
        grant = share.granted(partner, timezone.now())

        fed = Caller(partner.key).get(f"/shared/facts?grant={grant}&kind=case.closed").body

        assert [one["data"] for one in fed["items"]] == [{"late": 0}]

    @staticmethod
    def why(answer: Any) -> tuple[int, str]:
        """Why something was refused."""
        return answer.status, answer.body["code"]

    def test_show_the_catalogue_with_owners(self, partner: share.Partner) -> None:
        found = {one["key"]: one for one in Caller(partner.key).get("/shared/elements").body}

        assert found["measure:cases.on_time"]["owner"] == "139901/"
        assert found["fact:rating.given"]["shared"] is False
        assert "late" in {one["name"] for one in found["fact:case.closed"]["columns"]}

    def test_slow_down_who_asks_all_the_time(self, partner: share.Partner, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("minqing.exchange.api.throttle.MOST_A_MINUTE", 2)
        call = Caller(partner.key)

        statuses = [call.get(f"/shared/figures/cases.closed?{WHERE}").status for _ in range(4)]

        assert statuses[:2] == [403, 403]
        assert 429 in statuses


class TestFile:
    def test_holds_all_facts_and_names_its_copy(self, partner: share.Partner, office: make.County) -> None:
        make.registered()
        make.closed(office)
        settled()
        grant = share.granted(partner, timezone.now())
        answer = Client(headers={"Authorization": f"Bearer {partner.key}"}).get(
            f"/api/v1/shared/facts.csv?grant={grant}"
        )

        text = b"".join(answer.streaming_content).decode("utf-8-sig")

        rows = list(csv.DictReader(io.StringIO(text)))
        assert sorted(row["kind"] for row in rows) == ["case.closed", "case.registered", "case.registered"]
        assert {row["late"] for row in rows} == {"0", ""}
        assert answer["Copy-Number"]
        assert [fact.kind for fact in facts_about(Ref("data_grant", grant))][-1] == "sharing.dumped"
        use = DataUse.objects.get()
        assert (use.way, use.rows) == (DataUse.DUMP, 3)
        assert all_of(partner, grant, begin=answer["Feed-Cursor"]) == []

    def test_leads_back_to_the_system_that_took_it(
        self, partner: share.Partner, capsys: pytest.CaptureFixture[str]
    ) -> None:
        grant = share.granted(partner, timezone.now())
        answer = Client(headers={"Authorization": f"Bearer {partner.key}"}).get(
            f"/api/v1/shared/facts.csv?grant={grant}"
        )

        assert find_copy(Namespace(copy=answer["Copy-Number"])) == 0
        assert partner.actor(AT).label in capsys.readouterr().out

    def test_is_refused_without_its_grant(self, partner: share.Partner) -> None:
        other = share.granted(share.partner())
        call = Client(headers={"Authorization": f"Bearer {partner.key}"})

        assert call.get(f"/api/v1/shared/facts.csv?grant={other}").status_code == 404
        assert call.get("/api/v1/shared/facts.csv?grant=x").status_code == 422
        assert not DataUse.objects.exists()
