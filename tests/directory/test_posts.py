"""Posts are opened, filled, vacated and closed; people are looked up by what they do."""

from uuid import uuid4

import pytest
from tests.factories.directory import AT, COUNTY, account, founder, give, person, post, unit, value_actor

from minqing.directory import queries, service
from minqing.directory.service.grants import UnableToGrant
from minqing.directory.service.posts import UnableToChangePost
from minqing.kernel.errors import NotAllowed, NotFound
from minqing.kernel.ref import Ref
from minqing.ledger.queries import facts_about

pytestmark = pytest.mark.django_db


def kinds(ref: Ref) -> set[str]:
    return {fact.kind for fact in facts_about(ref)}


class TestOpenPost:
    def test_seats_a_person_and_leaves_two_facts(self) -> None:
        row = post("139901/water/", "经办人", "赵明远")

        assert kinds(row.ref) == {"post.opened", "appointment.made"}
        assert queries.post(row.id).label == "县水务局 经办人"
        assert queries.post(row.id).person_name == "赵明远"

    @pytest.mark.parametrize("title", ["", "  ", "长" * 61])
    def test_needs_a_title(self, title: str) -> None:
        unit("water")

        with pytest.raises(UnableToChangePost):
            service.open_post(organisation_path="139901/water/", title=title, actor=founder(), at=AT)

    def test_refuses_a_closed_unit_and_an_unknown_person(self) -> None:
        unit("water")
        with pytest.raises(NotFound):
            service.open_post(organisation_path="139901/water/", title="x", person_id=uuid4(), actor=founder(), at=AT)
        service.close_organisation(path="139901/water/", actor=founder(), at=AT)
        with pytest.raises(UnableToChangePost):
            service.open_post(organisation_path="139901/water/", title="x", actor=founder(), at=AT)

    def test_is_hidden_from_a_neighbour(self) -> None:
        unit("water")
        neighbour = value_actor(("directory.manage", "139901/roads/", COUNTY))

        with pytest.raises(NotFound):
            service.open_post(organisation_path="139901/water/", title="x", actor=neighbour, at=AT)


class TestSetPostContact:
    def test_changes_what_is_given_and_keeps_the_rest_out_of_the_ledger(self) -> None:
        row = post("139901/water/", work_phone="0315-1", email="a@example.com")

        service.set_post_contact(post_id=row.id, work_phone="0315-2", actor=founder(), at=AT)

        assert (queries.post(row.id).work_phone, queries.post(row.id).email) == ("0315-2", "a@example.com")
        assert "0315" not in str([fact.data for fact in facts_about(row.ref)])


class TestSeatPerson:
    def test_needs_a_vacant_open_post(self) -> None:
        row = post("139901/water/")

        with pytest.raises(UnableToChangePost):
            service.seat_person(post_id=row.id, person_id=person("钱守正").id, actor=founder(), at=AT)


class TestVacatePost:
    def test_leaves_grants_with_the_chair(self) -> None:
        row = post("139901/water/")
        give(row.id, "cases.read")

        service.vacate_post(post_id=row.id, actor=founder(), at=AT)

        assert queries.post(row.id).person_name == ""
        assert queries.actor_for_post(row.id).holds("cases.read")
        assert "appointment.ended" in kinds(row.ref)
        with pytest.raises(UnableToChangePost):
            service.vacate_post(post_id=row.id, actor=founder(), at=AT)


class TestClosePost:
    def test_needs_an_open_vacant_post(self) -> None:
        row = post("139901/water/")
        with pytest.raises(UnableToChangePost):
            service.close_post(post_id=row.id, actor=founder(), at=AT)

        service.vacate_post(post_id=row.id, actor=founder(), at=AT)
        service.close_post(post_id=row.id, actor=founder(), at=AT)

        assert not queries.post(row.id).is_open
        with pytest.raises(UnableToChangePost):
            service.close_post(post_id=row.id, actor=founder(), at=AT)


class TestRegisterPerson:
    def test_keeps_the_name_out_of_the_ledger(self) -> None:
        somebody = person("赵明远")

        (fact,) = facts_about(somebody.ref)
        assert fact.kind == "person.registered"
        assert fact.data == {}

    @pytest.mark.parametrize("name", ["", " ", "长" * 41])
    def test_needs_a_name(self, name: str) -> None:
        with pytest.raises(UnableToChangePost):
            person(name)

    def test_needs_the_permission(self) -> None:
        with pytest.raises(NotAllowed):
            service.register_person(name="赵明远", actor=value_actor(), at=AT)


class TestWithdrawGrant:
    def test_takes_one_permission_back(self) -> None:
        row = post("139901/water/")
        give(row.id, "cases.read")
        (grant,) = queries.grants_of(row.id)

        service.withdraw_grant(grant_id=grant.id, actor=founder(), at=AT)

        assert queries.grants_of(row.id) == []
        assert "grant.withdrawn" in kinds(row.ref)
        with pytest.raises(NotFound):
            service.withdraw_grant(grant_id=grant.id, actor=founder(), at=AT)

    def test_is_hidden_outside_what_the_actor_may_grant(self) -> None:
        row = post("139901/water/")
        give(row.id, "cases.read")
        (grant,) = queries.grants_of(row.id)
        neighbour = value_actor(("directory.grant", "139901/roads/", COUNTY))

        with pytest.raises(NotFound):
            service.withdraw_grant(grant_id=grant.id, actor=neighbour, at=AT)
        with pytest.raises(NotFound):
            service.withdraw_role(
                post_id=row.id, role="handler", org_path=COUNTY, place_path=COUNTY, actor=founder(), at=AT
            )

    def test_of_an_unknown_role_is_never_given(self) -> None:
        row = post("139901/water/")

        with pytest.raises(UnableToGrant):
            service.give_role(post_id=row.id, role="king", org_path=COUNTY, place_path=COUNTY, actor=founder(), at=AT)

    def test_counts_an_ended_grant_as_gone_when_given_again(self) -> None:
        row = post("139901/water/")
        give(row.id, "cases.read", until=AT)

        give(row.id, "cases.read")

        assert len(queries.grants_of(row.id)) == 1


class TestLookingUp:
    def test_staff_by_title_name_or_unit(self) -> None:
        water = post("139901/water/", "经办人", "赵明远")
        post("139901/roads/", "科长", "钱守正")

        for text in ("经办", "明远"):
            assert [view.id for view in queries.staff(text).items] == [water.id]
        assert len(queries.staff("县水务局").items) == 2
        assert len(queries.staff("").items) == 2
        assert queries.staff("没有这个人").items == ()

    def test_posts_of_a_unit_alone_or_with_what_lies_below(self) -> None:
        unit("water")
        unit("stations", parent="139901/water/")
        above = post("139901/water/")
        below = service.open_post(organisation_path="139901/water/stations/", title="站长", actor=founder(), at=AT)

        assert [view.id for view in queries.posts_in("139901/water/")] == [above.id]
        assert {view.id for view in queries.posts_in("139901/water/", below=True)} == {above.id, below.id}

    def test_units_by_path_and_by_id(self) -> None:
        water = unit("water")

        assert queries.organisation(str(water.id)).path == "139901/water/"
        assert queries.organisation("139901/water/").depth == 1
        assert set(queries.organisations(["139901/water/", "139901/none/"])) == {"139901/water/"}
        for nothing in ("139901/none/", "nonsense", str(uuid4())):
            with pytest.raises(NotFound):
                queries.organisation(nothing)

    def test_people_by_name_and_by_account(self) -> None:
        somebody = person("钱守正")
        row = account(person_id=somebody.id)

        assert queries.people("守正") == [(somebody.id, "钱守正")]
        assert queries.person_of_account(row.id) == "钱守正"
        with pytest.raises(NotFound):
            queries.person_of_account(uuid4())
        with pytest.raises(NotFound):
            queries.post(uuid4())

    def test_labels_of_many_actors_at_once(self) -> None:
        row = post("139901/water/")
        refs = [row.ref, Ref("organisation", str(row.organisation_id)), Ref("system", "clock"), Ref("client", "1")]

        found = queries.labels(refs)

        assert found[refs[0]] == "县水务局 经办人"
        assert found[refs[1]] == "县水务局"
        assert len(set(found.values())) == 4
