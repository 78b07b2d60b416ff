"""A closed village's past is found where it happened, and through the succession where it went."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests.territory.counties import AT, COUNTY, LATER, NEIGHBOUR, QINGHE, TOWN, VILLAGE, keeper, load_qinghe

from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.kernel.ref import Ref
from minqing.ledger.measures import MEASURES
from minqing.ledger.queries import Asked, facts_about, facts_of, figure, split
from minqing.ledger.service import record, recorded
from minqing.territory import queries, service
from minqing.territory.service import UnableToSucceed

pytestmark = pytest.mark.django_db

OTHER, WELL = "139901/101/204/", "139901/102/201/"
CAME, DAYS = MEASURES["cases.registered"], {"start": date(2026, 8, 1), "end": date(2026, 10, 1)}


@recorded
def come(place: str, times: int, at: datetime = AT) -> None:
    data = {"channel": 1, "matter": 3, "danger": 0, "on_behalf": 0}
    for number in range(times):
        subject = Ref("example", f"{place}{at.date()}{number}".replace("/", "-"))
        record(
            "case.registered",
            subject=subject,
            actor=Ref("system", "example"),
            at=at,
            org_path=COUNTY,
            place_path=place,
            data=data,
        )


def merge(path: str = VILLAGE, into: str = WELL) -> None:
    """Close a village with the next table, and name another for it."""
    close(path)
    service.name_successor(path=path, successor_path=into, actor=keeper(), at=LATER)


def close(path: str) -> None:
    gone = tuple(one.replace("/", "").ljust(12, "0") for one in (path, *queries.successions()))
    rows = [row for row in QINGHE.splitlines() if not row.startswith(gone)]
    service.load_divisions(data="\n".join(rows).encode(), actor=keeper(), at=LATER)


def asked(place: str, **more: Any) -> Asked:
    return Asked(COUNTY, place, **DAYS, at=LATER + timedelta(days=60), succession=True, **more)


def count(place: str, *, succession: bool) -> int | None:
    return figure(CAME, Asked(COUNTY, place, **DAYS, at=LATER, succession=succession)).part


@pytest.fixture
def merged() -> None:
    """柳河村 was merged into 井台村, of another township; then more came in there."""
    load_qinghe()
    come(f"{VILLAGE}g001/", 6), come(VILLAGE, 1), come(OTHER, 20), come(WELL, 30)
    merge()
    come(WELL, 5, LATER + timedelta(days=1))


@pytest.mark.usefixtures("merged")
class TestReading:
    def test_finds_each_fact_where_it_happened(self) -> None:
        told = [count(place, succession=False) for place in (VILLAGE, WELL, TOWN, NEIGHBOUR, COUNTY)]

        assert told == [7, 35, 27, 35, 62]

    def test_finds_the_past_where_it_went_when_asked_to_look_through(self) -> None:
        """The old village has no past of its own then, and its township is without it; the county stays what it is."""
        told = [count(place, succession=True) for place in (VILLAGE, WELL, TOWN, NEIGHBOUR, COUNTY)]

        assert told == [0, 42, 20, 42, 62]

    def test_splits_so_that_rows_make_the_whole(self) -> None:
        for place, rows in ((COUNTY, {TOWN: 20, NEIGHBOUR: 42}), (NEIGHBOUR, {WELL: 42}), (VILLAGE, {})):
            found = split(CAME, "place", asked(place), k=0)
            assert {row.key: row.number.part for row in found.rows if row.number} == rows
            assert found.figure.part == sum(rows.values())
        by_month = split(CAME, "month", asked(WELL), k=0)
        assert [row.number.part for row in by_month.rows if row.number] == [0, 42]

    def test_opens_to_the_facts_of_both(self) -> None:
        for place in (VILLAGE, WELL, TOWN, NEIGHBOUR, COUNTY):
            cursor, found = None, 0
            while True:
                where = {"org_path": COUNTY, "place_path": place, "cursor": cursor}
                page = facts_of(CAME, side="part", **where, **DAYS, succession=True)
                found += sum(fact.counts for fact in page.items)
                if not (cursor := page.next):
                    break
            assert found == count(place, succession=True)

    def test_follows_through_several_steps(self) -> None:
        merge(WELL, OTHER)

        assert [count(place, succession=True) for place in (VILLAGE, WELL, OTHER, TOWN)] == [0, 0, 62, 62]

    def test_reads_any_measure_that_adds_up(self) -> None:
        for measure in MEASURES.values():
            if measure.adds_up:
                assert figure(measure, asked(COUNTY)).part == figure(measure, asked(COUNTY)).part
                assert figure(measure, asked(WELL)).succession

    def test_refuses_what_is_counted_once_and_what_is_split_otherwise(self) -> None:
        with pytest.raises(Refused):
            figure(MEASURES["cases.requests_reopened"], asked(WELL))
        for by in ("org", "matter", "channel"):
            with pytest.raises(Refused):
                split(CAME, by, asked(WELL), k=0)  # type: ignore[arg-type]
            assert split(CAME, by, asked(COUNTY), k=0).figure.part == 62  # type: ignore[arg-type]


class TestNaming:
    def test_leaves_a_sign_and_a_fact(self) -> None:
        load_qinghe()
        merge()

        assert queries.place(VILLAGE).moved_to == WELL
        assert queries.successions() == {VILLAGE: WELL}
        fact = facts_about(Ref("division", "139901102201"))[-1]
        assert (fact.kind, fact.place_path, fact.data["before"]) == ("division.succeeded", WELL, VILLAGE)

    def test_is_refused_for_what_is_in_force_named_already_or_of_another_level(self) -> None:
        load_qinghe()
        with pytest.raises(UnableToSucceed):
            service.name_successor(path=VILLAGE, successor_path=WELL, actor=keeper(), at=LATER)
        close(VILLAGE)
        with pytest.raises(UnableToSucceed):
            service.name_successor(path=VILLAGE, successor_path=NEIGHBOUR, actor=keeper(), at=LATER)
        service.name_successor(path=VILLAGE, successor_path=WELL, actor=keeper(), at=LATER)
        with pytest.raises(UnableToSucceed):
            service.name_successor(path=VILLAGE, successor_path=OTHER, actor=keeper(), at=LATER)

    def test_is_refused_out_of_reach_and_of_what_never_was(self) -> None:
        load_qinghe()
        close(VILLAGE)
        for path, successor, actor in (
            (VILLAGE, WELL, keeper(TOWN)),
            (VILLAGE, WELL, keeper(NEIGHBOUR)),
            (VILLAGE, "139901/102/999/", keeper()),
            ("139901/101/999/", WELL, keeper()),
        ):
            with pytest.raises(NotFound):
                service.name_successor(path=path, successor_path=successor, actor=actor, at=LATER)
        with pytest.raises(NotAllowed):
            service.name_successor(path=VILLAGE, successor_path=WELL, actor=keeper(COUNTY, "cases.read"), at=LATER)
