"""Many at once: lists of staff, and who answers for lists of places."""

from typing import Any

import pytest
from tests.factories.directory import AT, COUNTY, actor, founder, unit

from minqing.directory import queries, service
from minqing.directory.models import Person, Post
from minqing.directory.service import StaffRow
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.ledger.queries import facts_about

pytestmark = pytest.mark.django_db

WATER = "139901/water/"


def row(**changes: Any) -> StaffRow:
    """One line of a list."""
    return StaffRow(**{"name": "孙可依", "organisation_path": WATER, "title": "承办岗", "role": "handler", **changes})


class TestImportStaff:
    def test_seats_everybody_with_their_role_and_leaves_the_facts_of_one_by_one(self) -> None:
        unit()

        posts = service.import_staff(rows=[row(), row(name="李见山", title="负责人")], actor=founder(), at=AT)

        assert [queries.post(post.id).person_name for post in posts] == ["孙可依", "李见山"]
        assert queries.actor_for_post(posts[0].id).may("cases.handle", org_path=WATER, place_path=COUNTY)
        kinds = {fact.kind for fact in facts_about(posts[0].ref)}
        assert kinds == {"post.opened", "appointment.made", "grant.given"}

    @pytest.mark.parametrize(
        "change", [{"role": "king"}, {"name": " "}, {"title": ""}, {"organisation_path": "139901/x/"}]
    )
    def test_takes_all_or_nothing(self, change: dict[str, str]) -> None:
        unit()

        with pytest.raises(Refused):
            service.import_staff(rows=[row(), row(**change)], actor=founder(), at=AT)

        assert not Person.objects.exists()
        assert not Post.objects.exists()

    def test_gives_no_rights_that_the_actor_may_not_give(self) -> None:
        clerk = actor("directory.manage")

        with pytest.raises(NotAllowed):
            service.import_staff(rows=[row()], actor=clerk, at=AT)


class TestAppointMany:
    def test_names_one_contact_for_each_door_once(self) -> None:
        unit()
        post = service.import_staff(rows=[row()], actor=founder(), at=AT)[0]
        doors = [f"139901/101/203/g001/h{number}/" for number in range(3)]

        made = service.appoint_many(
            role="household_contact", pairs=[(post.id, door) for door in doors], actor=founder(), at=AT
        )

        assert made == 3
        assert queries.who_answers(doors[0])[0].post_id == post.id
        with pytest.raises(Refused):
            service.appoint_many(role="household_contact", pairs=[(post.id, doors[0])], actor=founder(), at=AT)

    def test_refuses_a_place_or_post_out_of_reach(self) -> None:
        unit()
        post = service.import_staff(rows=[row()], actor=founder(), at=AT)[0]
        neighbour = actor("directory.manage", unit_path="139901/roads/")

        with pytest.raises(NotFound):
            service.appoint_many(role="grid_worker", pairs=[(post.id, "139901/101/203/")], actor=neighbour, at=AT)
