"""Who answers for a place, and who holds a permission there."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.factories.directory import AT, COUNTY, founder, give, post, unit, value_actor

from minqing.directory import queries, service
from minqing.directory.models import Appointment
from minqing.directory.service.appointments import UnableToAppoint
from minqing.directory.service.posts import UnableToChangePost
from minqing.kernel.errors import NotFound
from minqing.kernel.ref import Ref
from minqing.ledger.queries import facts_about

pytestmark = pytest.mark.django_db

VILLAGE = "139901/101/203/"
CELL = f"{VILLAGE}g003/"
HOUSEHOLD = f"{CELL}h7k2m9/"


def appoint(post_id: object, role: str, place_path: str) -> Appointment:
    return service.appoint(post_id=post_id, role=role, place_path=place_path, actor=founder(), at=AT)  # type: ignore[arg-type]  # ids


class TestWhoAnswers:
    def test_gathers_contact_grid_worker_and_heads_in_one_query(self) -> None:
        head = post("139901/t101/", "村书记", "李守田", work_phone="0315-1")
        worker = post("139901/t101/", "网格员", "孙小麦", work_phone="0315-2")
        contact = post("139901/t101/", "连心人", "周清和", work_phone="0315-3")
        elsewhere = post("139901/t101/", "网格员", "吴远山")
        appoint(head.id, "village_head", VILLAGE)
        appoint(worker.id, "grid_worker", CELL)
        appoint(contact.id, "household_contact", HOUSEHOLD)
        appoint(elsewhere.id, "grid_worker", f"{VILLAGE}g004/")

        with CaptureQueriesContext(
            connection,
        ) as seen:
            found = queries.who_answers(HOUSEHOLD)

        assert [(one.role, one.person_name, one.phone) for one in found] == [
            ("household_contact", "周清和", "0315-3"),
            ("grid_worker", "孙小麦", "0315-2"),
            ("village_head", "李守田", "0315-1"),
        ]
        assert len(seen) == 1
        assert {one.person_name for one in queries.who_answers(VILLAGE)} == {"孙小麦", "吴远山", "李守田"}

    def test_leaves_out_vacant_posts_and_ended_appointments(self) -> None:
        row = post("139901/t101/", "网格员")
        held = appoint(row.id, "grid_worker", CELL)
        service.vacate_post(post_id=row.id, actor=founder(), at=AT)
        assert queries.who_answers(CELL) == []

        service.end_appointment(appointment_id=held.id, actor=founder(), at=AT + timedelta(days=1))
        with pytest.raises(NotFound):
            service.end_appointment(appointment_id=held.id, actor=founder(), at=AT)

    def test_falls_back_to_the_units_telephone(self) -> None:
        who: Any = {"actor": founder(), "at": AT}
        above = unit("t101").path
        service.open_organisation(
            key="v203", name="村委会", place_path=VILLAGE, parent_path=above, phone="0315-9", **who
        )
        row = service.open_post(organisation_path="139901/t101/v203/", title="村书记", **who)
        somebody = service.register_person(name="李守田", actor=founder(), at=AT)
        service.seat_person(post_id=row.id, person_id=somebody.id, actor=founder(), at=AT)
        appoint(row.id, "village_head", VILLAGE)

        assert [one.phone for one in queries.who_answers(CELL)] == ["0315-9"]


class TestAppoint:
    def test_passes_a_single_role_on_and_keeps_exactly_one(self) -> None:
        first, second = post("139901/t101/"), post("139901/t101/")
        appoint(first.id, "household_contact", HOUSEHOLD)

        appoint(second.id, "household_contact", HOUSEHOLD)

        assert [one.post_id for one in queries.who_answers(HOUSEHOLD)] == [second.id]
        kinds = sorted(fact.kind for fact in facts_about(Ref("place", HOUSEHOLD)))
        assert kinds == ["appointment.ended", "household_contact.named", "household_contact.named"]

    def test_is_guarded_by_the_database(self) -> None:
        first, second = post("139901/t101/"), post("139901/t101/")
        appoint(first.id, "household_contact", HOUSEHOLD)

        with pytest.raises(IntegrityError), transaction.atomic():
            Appointment.objects.create(post=second, role="household_contact", place_path=HOUSEHOLD, started_at=AT)

    @pytest.mark.parametrize("role", ["", "king", "GRID_WORKER"])
    def test_refuses_an_unknown_role(self, role: str) -> None:
        with pytest.raises(UnableToAppoint):
            appoint(post("139901/t101/").id, role, CELL)

    def test_refuses_twice_and_outside_reach(self) -> None:
        row = post("139901/t101/")
        appoint(row.id, "grid_worker", CELL)

        with pytest.raises(UnableToAppoint):
            appoint(row.id, "grid_worker", CELL)
        neighbour = value_actor(("directory.manage", COUNTY, "139901/102/"))
        with pytest.raises(NotFound):
            service.appoint(post_id=row.id, role="grid_worker", place_path=VILLAGE, actor=neighbour, at=AT)

    def test_leaves_facts_with_references_only(self) -> None:
        row = post("139901/t101/", name="孙小麦")
        appoint(row.id, "building_head", f"{VILLAGE}b2x/")

        (fact,) = facts_about(Ref("place", f"{VILLAGE}b2x/"))
        assert fact.kind == "building_head.appointed"
        assert fact.data == {"post": f"post:{row.id}"}


class TestClosePost:
    def test_refuses_while_a_place_would_be_left_alone(self) -> None:
        row = post("139901/t101/")
        appoint(row.id, "grid_worker", CELL)
        service.vacate_post(post_id=row.id, actor=founder(), at=AT)

        with pytest.raises(UnableToChangePost):
            service.close_post(post_id=row.id, actor=founder(), at=AT)


class TestHolders:
    def test_names_the_nearest_unit_first_and_no_closed_post(self) -> None:
        county, bureau, closed = post(COUNTY, "总值班"), post("139901/water/"), post("139901/water/", name="")
        for row in (county, bureau, closed):
            give(row.id, "cases.read", org_path=row.organisation.path)
        service.close_post(post_id=closed.id, actor=founder(), at=AT)

        found = queries.holders("cases.read", "139901/water/", VILLAGE)

        assert [view.id for view in found] == [bureau.id, county.id]
        assert queries.holders("cases.read", "139901/waterworks/", VILLAGE)[0].id == county.id
        assert queries.holders("cases.close", "139901/water/", VILLAGE) == []
        assert queries.holders("cases.read", "", "") == []


class TestPostLabel:
    def test_names_the_chair_and_never_the_person(self) -> None:
        row = post("139901/water/", "经办人", "赵明远")

        assert queries.post_label(row.ref) == "县水务局 经办人"
        assert "赵明远" not in queries.post_label(row.ref)
        assert queries.post_label(Ref("receipt", "x")) != "receipt:x"
        assert queries.post_label(Ref("post", "nonsense")) == "post:nonsense"
