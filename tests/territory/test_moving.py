"""The grid is redrawn: doors move, their cards and old names stay good."""

import pytest
from tests.territory.counties import AT, LATER, NEIGHBOUR, TOWN, VILLAGE, keeper, village_with_doors

from minqing.kernel.errors import NotFound
from minqing.kernel.ref import Ref
from minqing.ledger.queries import facts_about
from minqing.territory import queries, service
from minqing.territory.records import PlaceView
from minqing.territory.service import UnableToRegister

pytestmark = pytest.mark.django_db


def second_cell() -> PlaceView:
    return service.draw_grid_cell(village_path=VILLAGE, name="第2网格", actor=keeper(), at=AT)


class TestMovePlace:
    def test_takes_a_lane_with_its_doors_and_their_cards(self) -> None:
        doors = village_with_doors(2)
        cards = service.issue_cards(village_path=VILLAGE, actor=keeper(), at=AT)
        lane = queries.places_under(VILLAGE, "building")[0]
        cell = second_cell()

        moved = service.move_place(path=lane.path, parent_path=cell.path, actor=keeper(), at=LATER)

        assert moved.path == cell.path + lane.path.split("/")[-2] + "/"
        now = queries.places_under(moved.path, "household")
        assert [door.name for door in now] == [door.name for door in queries.places_under(VILLAGE, "household")]
        assert {door.id for door in now} == {door.id for door in doors}
        assert queries.card(cards[1].code).place_path in {door.path for door in now}
        assert queries.cards_of(VILLAGE)[0].place_path == VILLAGE
        assert queries.places_under(f"{VILLAGE}g001/", "household") == ()

    def test_keeps_the_old_path_readable(self) -> None:
        door = village_with_doors(1)[0]
        cell = second_cell()

        moved = service.move_place(path=door.path, parent_path=cell.path, actor=keeper(), at=LATER)

        old = queries.place(door.path)
        assert (old.full_name, old.closed_on, old.moved_to) == (door.full_name, LATER.date(), moved.path)
        assert queries.full_names([door.path])[door.path] == door.full_name
        facts = {fact.kind: fact for fact in facts_about(Ref("household", door.id))}
        assert facts["place.moved"].data == {"kind": 3, "before": door.path}
        assert facts["place.moved"].place_path == moved.path

    def test_can_be_taken_back(self) -> None:
        door = village_with_doors(1)[0]
        lane = queries.places_under(VILLAGE, "building")[0]
        moved = service.move_place(path=door.path, parent_path=second_cell().path, actor=keeper(), at=LATER)

        back = service.move_place(path=moved.path, parent_path=lane.path, actor=keeper(), at=LATER)

        assert (back.path, back.closed_on, back.id) == (door.path, None, door.id)

    def test_is_refused_where_a_place_cannot_lie(self) -> None:
        door = village_with_doors(1)[0]
        lane = queries.places_under(VILLAGE, "building")[0]
        for path, parent in (
            (door.path, TOWN),
            (door.path, lane.path),
            (door.path, "139901/101/204/"),
            (lane.path, door.path),
            (lane.path, lane.path),
            (f"{VILLAGE}g001/", VILLAGE),
            (VILLAGE, TOWN),
        ):
            with pytest.raises(UnableToRegister):
                service.move_place(path=path, parent_path=parent, actor=keeper(), at=LATER)

        assert [fact.kind for fact in facts_about(Ref("household", door.id))] == ["household.registered"]

    def test_is_hidden_from_the_neighbour(self) -> None:
        door = village_with_doors(1)[0]

        with pytest.raises(NotFound):
            service.move_place(path=door.path, parent_path=VILLAGE, actor=keeper(NEIGHBOUR), at=LATER)
