"""Reads of the territory: paging, search, and a number of questions that does not grow."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from tests.territory.counties import (
    AT,
    COUNTY,
    LATER,
    NEIGHBOUR,
    TOWN,
    VILLAGE,
    keeper,
    load_qinghe,
    village_with_doors,
)

from minqing.kernel.access import covers
from minqing.kernel.errors import NotAllowed, NotFound
from minqing.territory import queries, service
from minqing.territory.access import reaches
from minqing.territory.models import Place

pytestmark = pytest.mark.django_db


def questions(call: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        call()
    return len(seen)


class TestPlace:
    @pytest.mark.parametrize("path", ["", "/", "139901/999/", "139901", "x\0/", "139901/101/203/h00000/"])
    def test_is_not_found_where_nothing_ever_was(self, path: str) -> None:
        load_qinghe()

        with pytest.raises(NotFound):
            queries.place(path)

    def test_asks_for_the_mark_and_once_for_what_is_not_kept_however_deep(self) -> None:
        door = village_with_doors(1)[0]

        assert questions(lambda: queries.place(door.path)) == 2

    def test_is_found_by_its_code(self) -> None:
        village_with_doors(1)

        assert queries.place_by_code("139901").path == COUNTY
        assert queries.place_by_code("139901101").path == TOWN
        assert queries.place_by_code("139901101203").path == VILLAGE
        assert queries.place_by_code("139901101203001").kind == "grid_cell"
        for code in ("", "x", "139901101299"):
            with pytest.raises(NotFound):
                queries.place_by_code(code)


class TestAPathWithANul:
    def test_leads_nowhere_on_either_database(self) -> None:
        load_qinghe()
        path = f"{VILLAGE}\0/"

        assert queries.places_under(path, "household") == ()
        assert queries.places_page(path, "household").items == ()
        assert queries.search_places("柳\0", below=path).items == ()
        assert queries.card_overview(path, actor=keeper()) == ()
        assert queries.cards_of(path) == ()
        for call in (
            lambda: queries.card_lines(path, actor=keeper()),
            lambda: service.issue_cards(village_path=path, actor=keeper(), at=AT),
            lambda: service.register_household(parent_path=path, actor=keeper(), at=AT),
        ):
            with pytest.raises(NotFound):
                call()


class TestLists:
    def test_name_many_places_in_one_question(self) -> None:
        load_qinghe()
        paths = [place.path for place in queries.divisions()]

        assert questions(lambda: queries.full_names(paths)) == 1
        names = queries.full_names([*paths, "139901/999/"])
        assert names[VILLAGE] == "青禾县 清源镇 柳河村"
        assert "139901/999/" not in names

    def test_come_in_the_order_of_their_codes(self) -> None:
        load_qinghe()

        assert [place.name for place in queries.divisions()] == [
            "青禾县", "清源镇", "柳河村", "上湾村", "北塬乡", "井台村",
        ]  # fmt: skip
        assert [place.name for place in queries.places_under(TOWN, "village")] == ["柳河村", "上湾村"]

    def test_ask_as_much_for_many_as_for_few(self) -> None:
        village_with_doors(2)
        service.issue_cards(village_path=VILLAGE, actor=keeper(), at=AT)
        calls = (
            lambda: queries.places_page(VILLAGE, "household", size=200),
            lambda: queries.places_under(VILLAGE, "household"),
            lambda: queries.cards_of(VILLAGE),
            lambda: queries.card_lines(VILLAGE, actor=keeper(), size=200),
            lambda: queries.card_overview(COUNTY, actor=keeper()),
            lambda: queries.search_places("巷"),
            queries.divisions,
        )
        for call in calls:
            call()  # from now on the divisions are kept
        few = [questions(call) for call in calls]

        text = "网格代码,街巷,门牌\n" + "".join(f"139901101203001,{n % 9}巷,{n}号\n" for n in range(150))
        service.import_households(data=text.encode(), actor=keeper(), at=AT)
        service.issue_cards(village_path=VILLAGE, actor=keeper(), at=AT)

        assert [questions(call) for call in calls] == few
        assert max(few) <= 4

    def test_turn_pages_without_losing_a_door(self) -> None:
        village_with_doors(7)

        seen, cursor = [], None
        while True:
            page = queries.places_page(VILLAGE, "household", cursor=cursor, size=3)
            seen += [place.name for place in page.items]
            cursor = page.next
            if cursor is None:
                break
        assert sorted(seen) == [f"{n}号" for n in range(1, 8)]


class TestSearchPlaces:
    def test_finds_by_a_piece_of_a_name_or_the_start_of_a_code(self) -> None:
        village_with_doors(1)

        assert [place.name for place in queries.search_places("柳河").items] == ["柳河村", "柳河西巷"]
        assert [place.name for place in queries.search_places("13990110220").items] == ["井台村"]
        assert [place.name for place in queries.search_places("lhxx").items] == ["柳河西巷"]
        assert queries.search_places("柳河", below=NEIGHBOUR).items == ()
        assert queries.search_places(" ").items == ()
        assert queries.search_places("%").items == ()

    def test_never_lists_doors(self) -> None:
        village_with_doors(1)

        assert queries.search_places("1号").items == ()


class TestCardLines:
    def test_show_the_office_where_each_card_belongs(self) -> None:
        village_with_doors(1)
        service.issue_cards(village_path=VILLAGE, actor=keeper(), at=AT)
        own, household = queries.card_lines(VILLAGE, actor=keeper(TOWN)).items

        assert (own.serial, own.is_household, own.label) == (1, False, "")
        assert (household.serial, household.label) == (2, "第1网格 柳河西巷 1号")
        service.revoke_card(code=own.code, reason="lost", actor=keeper(), at=LATER)
        assert [line.state for line in queries.card_lines(VILLAGE, actor=keeper(), state="revoked").items] == [
            "revoked"
        ]

    def test_are_hidden_from_the_neighbour(self) -> None:
        load_qinghe()

        with pytest.raises(NotFound):
            queries.card_lines(VILLAGE, actor=keeper(NEIGHBOUR))
        with pytest.raises(NotAllowed):
            queries.card_lines(VILLAGE, actor=keeper(COUNTY, "cases.read"))


class TestCardOverview:
    def test_counts_doors_cards_and_what_is_posted(self) -> None:
        doors = village_with_doors(3)
        service.issue_card(village_path=VILLAGE, actor=keeper(), at=AT)
        card = service.issue_card(village_path=VILLAGE, household_path=doors[0].path, actor=keeper(), at=AT)
        service.mark_posted(code=card.code, actor=keeper(), at=LATER)

        liuhe, shangwan, _jingtai = queries.card_overview(COUNTY, actor=keeper())
        assert (liuhe.name, liuhe.township_name) == ("柳河村", "清源镇")
        assert (liuhe.households, liuhe.in_force, liuhe.posted, liuhe.missing) == (3, 1, 1, 2)
        assert (liuhe.has_village_card, shangwan.has_village_card) == (True, False)

    def test_shows_each_only_her_own(self) -> None:
        load_qinghe()

        assert [row.name for row in queries.card_overview(COUNTY, actor=keeper(NEIGHBOUR))] == ["井台村"]
        assert queries.card_overview(COUNTY, actor=keeper(COUNTY, "cases.read")) == ()


pieces = st.sampled_from(
    ["139901/", "139901/1/", "139901/12/", "139901/101/", "139901/101/203/", "13990/", "139902/", ""]
)


class TestReach:
    @given(st.lists(pieces, max_size=3), st.lists(pieces.filter(bool), min_size=1, max_size=6, unique=True))
    def test_in_sql_and_in_memory_agree(self, grants: list[str], paths: list[str]) -> None:
        from dataclasses import replace

        from minqing.kernel.access import Grant

        actor = replace(keeper(), grants=tuple(Grant("territory.manage", COUNTY, path) for path in grants))
        Place.objects.all().delete()
        for number, path in enumerate(paths):
            Place.objects.create(
                id=f"0192e4a0-0000-7000-8000-{number:012d}", path=path, kind="village", valid_from=AT.date()
            )

        found = set(Place.objects.within(actor, "territory.manage").values_list("path", flat=True))
        assert found == {path for path in paths if reaches(actor, "territory.manage", path)}
        assert found == {path for path in paths if any(covers(grant, path) for grant in grants)}
