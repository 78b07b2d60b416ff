"""A door moves to another grid cell; whoever answers for it goes with it."""

import pytest
from tests.factories.directory import AT, founder, post

from minqing.directory import queries, service
from minqing.directory.reactions import follow_moved_place
from minqing.directory.service.appointments import follow_place
from minqing.kernel.access import Actor, system_actor
from minqing.kernel.errors import NotFound
from minqing.kernel.ref import Ref
from minqing.ledger.deliveries import run_due
from minqing.ledger.queries import facts_about
from minqing.territory import service as territory
from minqing.territory.records import PlaceView

pytestmark = pytest.mark.django_db

VILLAGE = "139901/101/203/"
TABLE = "code,name\n139901000000,青禾县\n139901101000,清源镇\n139901101203,柳河村民委员会\n"


def surveyor() -> Actor:
    return system_actor("survey", ["territory.manage"], root="139901/")


def door_with_contact() -> tuple[PlaceView, str]:
    """A door in the first of two grid cells, with its contact; and the second cell's path."""
    territory.load_divisions(data=TABLE.encode(), actor=surveyor(), at=AT)
    first, second = (
        territory.draw_grid_cell(village_path=VILLAGE, name=name, actor=surveyor(), at=AT) for name in ("一", "二")
    )
    door = territory.register_household(parent_path=first.path, actor=surveyor(), at=AT)
    contact = post("139901/t101/", "连心人", "周清和")
    service.appoint(post_id=contact.id, role="household_contact", place_path=door.path, actor=founder(), at=AT)
    return door, second.path


def move(path: str, to: str) -> PlaceView:
    return territory.move_place(path=path, parent_path=to, actor=surveyor(), at=AT)


class TestFollowMovedPlace:
    def test_keeps_the_contact_of_a_door(self) -> None:
        door, cell = door_with_contact()

        moved = move(door.path, cell)
        run_due(AT)

        assert [one.person_name for one in queries.who_answers(moved.path)] == ["周清和"]
        assert queries.who_answers(door.path) == []
        assert [fact.kind for fact in facts_about(Ref("place", moved.path))] == ["household_contact.named"]

    def test_finds_a_door_that_moved_twice_and_does_nothing_the_second_time(self) -> None:
        door, cell = door_with_contact()
        once = move(door.path, cell)
        twice = move(once.path, VILLAGE)

        (fact, _later) = [one for one in facts_about(Ref("household", door.id)) if one.kind == "place.moved"]
        follow_moved_place(fact, AT)
        follow_moved_place(fact, AT)
        run_due(AT)

        assert [one.person_name for one in queries.who_answers(twice.path)] == ["周清和"]
        assert queries.who_answers(once.path) == []

    def test_is_refused_where_nobody_answers(self) -> None:
        with pytest.raises(NotFound):
            follow_place(before=VILLAGE, now=f"{VILLAGE}g001/", actor=surveyor(), at=AT)
