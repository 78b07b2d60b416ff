"""One figure by the API: asked for in either way, as of now or of earlier, split, and opened to what makes it."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone
from tests.exchange.conftest import Caller, rated, system
from tests.factories import cases as make

from minqing.ledger.models import Settling
from minqing.ledger.positions import forget_transactions, settle_all

SEPTEMBER = "from=2026-09-01&to=2026-09-30"
CAME = "/figures/cases.registered"


@pytest.fixture
def reader(office: make.County) -> Caller:
    """A system that reads figures of the whole county, in which one request came in."""
    make.registered()
    forget_transactions()
    settle_all()
    return system("ledger.read")


class TestFactsBeneath:
    def test_carry_what_they_say_as_an_object(self, reader: Caller) -> None:
        found = reader.get(f"/figures/cases.registered/facts?{SEPTEMBER}").body["items"]

        assert found
        assert all(isinstance(one["data"]["channel"], int) for one in found)


class TestFigure:
    def test_is_the_same_by_either_way_of_naming_days_and_places(self, reader: Caller) -> None:
        new = reader.get(f"{CAME}?{SEPTEMBER}&org={make.COUNTY}&place={make.VILLAGE}").body
        old = reader.get(
            f"{CAME}?start=2026-09-01&end=2026-10-01&org_path={make.COUNTY}&place_path={make.VILLAGE}"
        ).body

        told = ("part", "whole", "value", "unit", "n", "position", "definition", "start", "end")
        assert [new[name] for name in told] == [old[name] for name in told]
        assert (new["part"], new["n"], new["value"], new["unit"], new["repeatable"]) == (1, 1, "1", "件", True)

    def test_is_told_as_of_a_moment_and_as_of_a_position(self, reader: Caller) -> None:
        kept = Settling.objects.latest("position")

        for as_of in (kept.position, quote(kept.settled_at.isoformat()), kept.settled_at.isoformat()):
            found = reader.get(f"{CAME}?{SEPTEMBER}&as_of={as_of}")
            assert found.status == 200
            assert (found.body["part"], found.body["repeatable"]) == (1, True)
            assert found.body["position"] == found.body["known_at"] == kept.position
        assert reader.get(f"{CAME}?{SEPTEMBER}&as_of=0").body["part"] == 0
        assert reader.get(f"{CAME}?{SEPTEMBER}&known_at=0").body["part"] == 0

    @pytest.mark.parametrize(
        "wrong", ["yesterday", "2026-09-01T10:00:00", "0001-01-01T00:00:00+08:00", "9" * 18, "-3", "١"]
    )
    def test_refuses_what_is_no_moment_of_before(self, reader: Caller, wrong: str) -> None:
        tomorrow = (timezone.now() + timedelta(days=1)).isoformat()

        for as_of in (wrong, tomorrow):
            found = reader.get(f"{CAME}?{SEPTEMBER}&as_of={quote(as_of)}")
            assert (found.status, found.body["errors"][0]["field"]) == (422, "query.as_of")

    @pytest.mark.parametrize(("days", "field"), [("", "start"), ("from=2026-09-01", "end"), ("to=2026-09-01", "start")])
    def test_asks_for_the_days(self, reader: Caller, days: str, field: str) -> None:
        found = reader.get(f"{CAME}?{days}")

        assert (found.status, found.body["errors"][0]["field"]) == (422, f"query.{field}")

    def test_of_a_place_out_of_reach_is_refused(self, reader: Caller) -> None:
        below = system("ledger.read", path=make.WATER)

        assert below.get(f"{CAME}?{SEPTEMBER}&org={make.ROADS}").status == 403

    @pytest.mark.parametrize("nowhere", ["place=139901/999/", "place=139901/101", "org=139901/nobody/"])
    def test_of_what_is_not_there_is_refused_like_it(self, reader: Caller, nowhere: str) -> None:
        assert reader.get(f"{CAME}?{SEPTEMBER}&{nowhere}").status == 403
        assert reader.get(f"/figures/no.such?{SEPTEMBER}").status == 404


class TestSplit:
    @pytest.mark.parametrize("by", ["place", "org", "month", "matter", "channel"])
    def test_hides_a_whole_and_its_row_of_few(self, reader: Caller, by: str) -> None:
        found = reader.get(f"{CAME}/split?{SEPTEMBER}&by={by}").body

        assert (found["by"], found["adds_up"], found["smallest"]) == (by, True, 5)
        assert (found["figure"]["part"], found["figure"]["hidden"]) == (None, "few")
        hidden = [row for row in found["rows"] if row["hidden"]]
        assert [row["hidden"] for row in hidden] == ["few"]
        assert [row[name] for row in hidden for name in ("part", "whole", "share", "value", "n")] == [None] * 5

    def test_names_its_rows(self, office: make.County, reader: Caller) -> None:
        for _ in range(6):
            make.registered()

        def rows(by: str) -> dict[str, int | None]:
            found = reader.get(f"{CAME}/split?{SEPTEMBER}&by={by}", accept_language="zh-hans").body["rows"]
            return {row["title"]: row["part"] for row in found if row["part"]}

        assert rows("place") == {"青禾县 清源镇": 7}
        assert rows("month") == {"2026-09": 7}
        assert list(rows("channel").values()) == list(rows("matter").values()) == [7]
        assert not any(title.isdigit() for title in rows("matter") | rows("channel"))
        assert not any(title.endswith("/") for title in rows("org"))

    def test_refuses_what_its_facts_do_not_carry(self, reader: Caller) -> None:
        found = reader.get(f"/figures/cases.closed/split?{SEPTEMBER}&by=channel")

        assert (found.status, found.body["errors"][0]["field"]) == (422, "query.by")
        assert reader.get(f"{CAME}/split?{SEPTEMBER}&by=person").status == 422
        assert reader.get(f"{CAME}/split?{SEPTEMBER}").status == 422

    def test_of_what_residents_said_is_for_oversight_alone(self, office: make.County, reader: Caller) -> None:
        rated(office, solved="yes", satisfied=True)
        overseer = system("ledger.read", "cases.supervise")

        for key, by in (("solved", "month"), ("satisfied", "org"), ("answered", "matter")):
            address = f"/figures/cases.{key}/split?{SEPTEMBER}&by={by}"
            assert (reader.get(address).status, overseer.get(address).status) == (403, 200)
        assert reader.get(f"/figures/cases.answered/split?{SEPTEMBER}&by=org").status == 200

    def test_out_of_reach_is_refused(self, reader: Caller) -> None:
        below = system("ledger.read", path=make.WATER)

        assert below.get(f"{CAME}/split?{SEPTEMBER}&by=org&org={make.ROADS}").status == 403


class TestFacts:
    def test_say_what_each_adds(self, reader: Caller) -> None:
        found = reader.get(f"{CAME}/facts?{SEPTEMBER}").body["items"]

        assert [(fact["kind"], fact["counts"], fact["followed_by"]) for fact in found] == [("case.registered", 1, None)]

    def test_are_those_of_then(self, reader: Caller) -> None:
        assert reader.get(f"{CAME}/facts?{SEPTEMBER}&as_of=0").body["items"] == []


class TestSuccession:
    def test_is_looked_through_when_asked_and_said(self, reader: Caller) -> None:
        plain, through = (reader.get(f"{CAME}?{SEPTEMBER}{more}").body for more in ("", "&succession=true"))

        assert (plain["part"], plain["succession"]) == (through["part"], False)
        assert through["succession"] is True
        refused = reader.get(f"{CAME}/split?{SEPTEMBER}&by=org&place={make.VILLAGE}&succession=true")
        assert (refused.status, refused.body["errors"][0]["field"]) == (422, "query.succession")
        facts = reader.get(f"{CAME}/facts?{SEPTEMBER}&place={make.VILLAGE}&succession=true").body["items"]
        assert len(facts) == 1


class TestMeasures:
    def test_say_by_what_they_are_split_and_where_that_adds_up(self, reader: Caller) -> None:
        told = {one["key"]: one for one in reader.get("/measures").body}

        assert told["cases.registered"]["splits"] == ["place", "org", "month", "matter", "channel"]
        assert told["cases.open"]["splits"] == ["place", "org", "month", "matter", "channel"]
        assert told["cases.open"]["adds_up_by"] == ["place", "org", "matter", "channel"]
        assert (told["cases.open"]["kind"], told["cases.open"]["inputs"]) == ("state", [])
