"""SQL and memory agree on who may do what; without a grant there is nothing."""

from datetime import timedelta

import pytest
from django.test import TestCase
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as PropertyTestCase
from tests.factories.directory import AT, COUNTY, actor, founder, give, person, post, value_actor

from minqing.directory import queries, service
from minqing.directory.models import Organisation, Post, PostGrant
from minqing.directory.service.grants import UnableToGrant
from minqing.directory.service.three_keys import TwoKeysInOneHand
from minqing.kernel.access import Actor, Grant
from minqing.kernel.errors import NotAllowed, NotFound
from minqing.kernel.ids import uuid7
from minqing.kernel.ref import Ref
from minqing.ledger.queries import facts_about

ORG_PATHS = ["1/", "12/", "1/2/", "1/20/", "1/2/3/", "12/1/", "1/A/", "1/a/"]
PLACES = ["1/", "12/", "1/101/", "1/1010/", "1/101/203/", "12/101/"]
NAMES = ["directory.manage", "cases.read"]
grants = st.lists(
    st.builds(Grant, st.sampled_from(NAMES), st.sampled_from([*ORG_PATHS, "1", ""]), st.sampled_from([*PLACES, ""])),
    max_size=4,
)


class TestWithinAndMay(PropertyTestCase):
    @settings(deadline=None)
    @given(
        grants=grants,
        name=st.sampled_from(NAMES),
        rows=st.sets(st.tuples(st.sampled_from(ORG_PATHS), st.sampled_from(PLACES)), max_size=5),
    )
    def test_agree_on_every_post(self, grants: list[Grant], name: str, rows: set[tuple[str, str]]) -> None:
        Post.objects.all().delete()
        Organisation.objects.all().delete()
        units = {
            path: Organisation.objects.create(
                key=path.replace("/", "_"), path=path, name=path, kind="x", place_path="1/", opened_at=AT
            )
            for path in {org for org, _ in rows}
        }
        for org, place in rows:
            Post.objects.create(organisation=units[org], title="x", place_path=place, opened_at=AT)
        somebody = Actor(ref=Ref("post", "0"), grants=tuple(grants))

        seen = {(row.organisation.path, row.place_path) for row in Post.objects.within(somebody, name)}

        assert seen == {pair for pair in rows if somebody.may(name, org_path=pair[0], place_path=pair[1])}

    @settings(deadline=None)
    @given(
        stored=st.sets(st.tuples(st.sampled_from(ORG_PATHS), st.sampled_from(PLACES)), max_size=4),
        org=st.sampled_from(ORG_PATHS),
        place=st.sampled_from(PLACES),
    )
    def test_holders_are_those_whose_actor_may(self, stored: set[tuple[str, str]], org: str, place: str) -> None:
        PostGrant.objects.all().delete()
        Post.objects.all().delete()
        Organisation.objects.all().delete()
        unit = Organisation.objects.create(key="u", path="9/", name="u", kind="x", place_path="1/", opened_at=AT)
        posts = []
        for pair in sorted(stored):
            row = Post.objects.create(id=uuid7(AT), organisation=unit, title="x", place_path="1/", opened_at=AT)
            PostGrant.objects.create(
                post=row, permission="cases.read", org_path=pair[0], place_path=pair[1], given_at=AT
            )
            posts.append(row)

        found = {view.id for view in queries.holders("cases.read", org, place)}

        assert found == {
            row.id for row in posts if queries.actor_for_post(row.id).may("cases.read", org_path=org, place_path=place)
        }


class TestActorForPost(TestCase):
    def test_carries_grants_recusals_and_paths(self) -> None:
        row = post("139901/water/", name="赵明远")
        give(row.id, "cases.read", org_path="139901/water/")
        service.note_recusal(post_id=row.id, subject=Ref("case", "7"), ground="kinship", at=AT)

        somebody = queries.actor_for_post(row.id)

        assert somebody.ref == row.ref
        assert somebody.may("cases.read", org_path="139901/water/", place_path="139901/101/")
        assert not somebody.may("cases.read", org_path="139901/waterworks/", place_path="139901/101/")
        assert somebody.recused == {"case:7"}
        assert somebody.person == str(row.person_id)

    def test_fails_closed_without_grants(self) -> None:
        somebody = queries.actor_for_post(post("139901/water/").id)

        assert not Post.objects.within(somebody, "directory.manage").exists()
        assert not somebody.holds("directory.manage")

    def test_counts_a_grant_with_an_end_only_before_it(self) -> None:
        row = post("139901/water/")
        give(row.id, "cases.read", until=AT + timedelta(days=1))

        assert not queries.actor_for_post(row.id).holds("cases.read")
        assert queries.actor_for_post(row.id, at=AT).holds("cases.read")
        assert not queries.actor_for_post(row.id, at=AT + timedelta(days=1)).holds("cases.read")

    def test_hides_a_closed_post_and_nonsense(self) -> None:
        row = post("139901/water/", name="")
        service.close_post(post_id=row.id, actor=founder(), at=AT)

        for post_id in (row.id, "nonsense", Ref("post", "1").id):
            with pytest.raises(NotFound):
                queries.actor_for_post(post_id)


class TestGiveGrant(TestCase):
    def test_leaves_a_fact_without_names(self) -> None:
        row = post("139901/water/")

        give(row.id, "cases.read", org_path="139901/water/")

        (fact,) = [fact for fact in facts_about(row.ref) if fact.kind == "grant.given"]
        assert fact.data == {"permission": "cases.read", "org": "139901/water/", "place": COUNTY}

    def test_refuses_what_lies_outside_what_the_giver_may_grant(self) -> None:
        row = post("139901/water/")
        giver = value_actor(
            ("directory.grant", "139901/water/", "139901/101/"), ("directory.grant", COUNTY, "139901/1/")
        )

        with pytest.raises(NotFound):
            service.give_grant(
                post_id=row.id, permission="cases.read", org_path=COUNTY, place_path=COUNTY, actor=giver, at=AT
            )

    def test_refuses_oneself_also_through_another_post(self) -> None:
        somebody = person("钱守正")
        first = post("139901/water/", name="")
        second = post("139901/water/", name="")
        for row in (first, second):
            service.seat_person(post_id=row.id, person_id=somebody.id, actor=founder(), at=AT)
        give(first.id, "directory.grant")
        giver = queries.actor_for_post(first.id)

        for row in (first, second):
            with pytest.raises(NotAllowed):
                service.give_grant(
                    post_id=row.id, permission="cases.read", org_path=COUNTY, place_path=COUNTY, actor=giver, at=AT
                )

    def test_keeps_the_three_keys_in_three_hands(self) -> None:
        row = post("139901/water/")
        give(row.id, "directory.account")

        for permission in ("directory.grant", "directory.audit"):
            with pytest.raises(TwoKeysInOneHand):
                give(row.id, permission)

    def test_refuses_an_unknown_permission_and_a_second_time(self) -> None:
        row = post("139901/water/")
        give(row.id, "cases.read")

        with pytest.raises(UnableToGrant):
            give(row.id, "cases.read")
        with pytest.raises(UnableToGrant):
            give(row.id, "cases.everything")

    def test_is_taken_back(self) -> None:
        row = post("139901/water/")
        service.give_role(post_id=row.id, role="auditor", org_path=COUNTY, place_path=COUNTY, actor=founder(), at=AT)

        service.withdraw_role(
            post_id=row.id, role="auditor", org_path=COUNTY, place_path=COUNTY, actor=founder(), at=AT
        )

        assert queries.grants_of(row.id) == []
        assert "grant.withdrawn" in {fact.kind for fact in facts_about(row.ref)}


class TestRecuse(TestCase):
    def test_of_oneself_needs_no_permission(self) -> None:
        me = actor("cases.read")

        service.recuse(post_id=me.ref.id, subject=Ref("case", "7"), ground="interest", actor=me, at=AT)

        assert str(Ref("case", "7")) in queries.actor_for_post(me.ref.id).recused
        assert {str(found) for found in queries.recused_from(Ref("case", "7"))} == {me.ref.id}

    def test_is_not_ended_by_the_post_itself(self) -> None:
        me = actor("directory.recuse")
        service.recuse(post_id=me.ref.id, subject=Ref("case", "7"), ground="interest", actor=me, at=AT)

        with pytest.raises(NotFound):
            service.end_recusal(post_id=me.ref.id, subject=Ref("case", "7"), actor=me, at=AT)
        service.end_recusal(post_id=me.ref.id, subject=Ref("case", "7"), actor=founder(), at=AT)

        assert queries.actor_for_post(me.ref.id).recused == frozenset()

    def test_of_somebody_elses_post_needs_reach(self) -> None:
        row = post("139901/water/")

        with pytest.raises(NotFound):
            service.recuse(
                post_id=row.id, subject=Ref("case", "7"), ground="other", actor=value_actor(ref="post:1"), at=AT
            )
