"""G9: no public aggregate points at a few, not by itself and not by subtraction; a rate is told with its n only."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.test import Client
from tests.factories import figures as make

from minqing.insight.measures import COLUMNS
from minqing.insight.public.service import freeze_public_tables
from minqing.ledger.models import Fact
from minqing.territory import queries as territory

pytestmark = pytest.mark.django_db
K, MOST = 5, 80
PLACES = (make.COUNTY, make.NORTH, make.SOUTH, make.WILLOW, make.BRIDGE, make.SPRING, make.FERRY)


def told(path: str) -> dict[str, Any]:
    """What everybody may read of a place."""
    answer = Client().get("/api/v1/public/figures", {"place": path})
    assert answer.status_code == 200
    body: dict[str, Any] = answer.json()
    return body


def known(column: str) -> dict[tuple[str, str], int]:
    """Every number of a column that some page tells: month and place → number."""
    found = {}
    for path in PLACES:
        table = told(path)
        for line in table["months"]:
            if line["own"] and line["numbers"][column] is not None:
                found[line["month"], table["place_path"]] = line["numbers"][column]
    return found


def true(column: str) -> dict[tuple[str, str], int]:
    """The same from the facts, of every village, township and the county."""
    kind, _ = make.KINDS[column]
    found: dict[tuple[str, str], int] = {}
    for fact in Fact.objects.filter(kind=kind):
        month = fact.happened_on.replace(day=1).isoformat()
        for path in PLACES:
            if fact.place_path.startswith(path):
                found[month, path] = found.get((month, path), 0) + 1
    return found


def fitting(path: str, printed: dict[str, int], fixed: dict[str, int]) -> set[int]:
    """Say which numbers a place may have, for somebody who knows besides that every request names a village."""
    own = {fixed[path]} if path in fixed else set(range(MOST))
    own &= {printed[path]} if path in printed else own
    below = [one for one in PLACES if one.startswith(path) and one.count("/") == path.count("/") + 1]
    if not below:
        return own
    sums = {0}
    for one in below:
        sums = {held + more for held, more in product(sums, fitting(one, printed, fixed)) if held + more < MOST}
    return own & sums


class TestPublicFigures:
    @pytest.mark.parametrize("column", list(COLUMNS))
    def test_small_cells_suppressed_and_complementary(self, column: str) -> None:
        make.a_year()
        freeze_public_tables(at=make.IN_NOVEMBER)
        shown = known(column)

        small = [key for key, number in true(column).items() if 0 < number < K and key[0] < "2026-11"]

        assert small or column in {"asked", "unverified"}
        for month, path in small:
            printed = {place: number for (when, place), number in shown.items() if when == month}
            guesses = [n for n in range(K + 1) if fitting(make.COUNTY, printed, {path: n})]
            assert guesses == list(range(K + 1)), (column, month, path)

    def test_hides_what_a_village_of_few_has(self) -> None:
        make.a_year()
        freeze_public_tables(at=make.IN_NOVEMBER)

        assert told(make.FERRY)["place_path"] == make.SOUTH

    def test_a_single_late_entry_shows_in_no_later_edition(self) -> None:
        make.a_year()
        freeze_public_tables(at=make.IN_NOVEMBER)
        before = [told(path)["months"] for path in PLACES]

        for column in COLUMNS:
            make.happen(column, make.SPRING, {9: 1})
        freeze_public_tables(at=make.IN_NOVEMBER + timedelta(days=1))

        assert [told(path)["months"] for path in PLACES] == before

    def test_no_rate_is_told_at_all(self) -> None:
        assert [name for name, measure in COLUMNS.items() if measure.is_share] == []

    def test_nothing_of_what_residents_said_is_told(self) -> None:
        kinds = {kind for measure in COLUMNS.values() for kind in measure.kinds}

        assert kinds == {"case.registered", "case.closed", "case.due", "rating.lapsed"}

    def test_the_county_has_all_its_divisions_in_it(self) -> None:
        make.lay_ground()

        assert {place.path for place in territory.divisions()} == set(PLACES)
