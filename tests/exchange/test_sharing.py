"""The catalogue, who answers for an element, and grants of data: given, refused, withdrawn, over by the clock."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from tests.factories import cases as make
from tests.factories import sharing as share
from tests.factories.cases import AT, COUNTY

from minqing.exchange.models import DataGrant
from minqing.exchange.sharing import queries, using
from minqing.exchange.sharing.elements import INSIDE_COLUMNS, INSIDE_KINDS, element, element_owner, elements
from minqing.exchange.sharing.granting import BeyondReach, UnableToShare, withdraw_data
from minqing.exchange.sharing.owning import UnableToAssign, assign_owner
from minqing.exchange.sharing.tasks import expire_grants
from minqing.kernel.access import Actor, Grant
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.kernel.ref import Ref
from minqing.ledger.facts import FACT_TYPES, FactType
from minqing.ledger.measures import MEASURES
from minqing.ledger.queries import facts_about

pytestmark = pytest.mark.django_db
SEPTEMBER = {"start": date(2026, 9, 1), "end": date(2026, 10, 1), "org_path": "", "place_path": ""}


def somebody(permission: str, path: str) -> Actor:
    """A post with one permission below a unit."""
    grants = (Grant(permission, path, COUNTY),)
    return Actor(
        ref=Ref("post", "01920000-0000-7000-8000-000000000002"), grants=grants, org_path=path, place_path=COUNTY
    )


class TestCatalogue:
    def test_holds_every_measure_and_every_kind_of_fact_once(self) -> None:
        keys = [one.key for one in elements()]

        assert keys == sorted(keys, key=lambda key: (key.startswith("fact:"), key))
        assert set(keys) == {f"measure:{key}" for key in MEASURES} | {f"fact:{key}" for key in FACT_TYPES}

    def test_says_of_a_measure_what_it_is_counted_from(self) -> None:
        assert set(element("measure:cases.registered").source) <= set(FACT_TYPES)
        assert element("measure:cases.registered").source

    @pytest.mark.parametrize(
        ("key", "classification"),
        [
            ("measure:cases.on_time", "open"),
            ("measure:cases.satisfied", "confided"),
            ("measure:cases.pressure", "inside"),
            ("fact:case.closed", "open"),
            ("fact:rating.given", "confided"),
            ("fact:rating.asked", "confided"),
            ("fact:rating.lapsed", "confided"),
            ("fact:case.read", "inside"),
            ("fact:case.readmitted", "inside"),
            ("fact:account.opened", "inside"),
            ("fact:sharing.granted", "inside"),
            ("fact:analysis_view.saved", "inside"),
        ],
    )
    def test_says_what_is_never_shared(self, key: str, classification: str) -> None:
        assert element(key).classification == classification

    def test_shares_nothing_of_a_thing_that_nobody_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(FACT_TYPES, "diary.written", FactType("diary.written", "Diary", "Somebody wrote."))

        assert element("fact:diary.written").classification == "inside"

    def test_closes_only_kinds_and_columns_that_there_are(self) -> None:
        assert set(FACT_TYPES) >= INSIDE_KINDS
        assert {name for kind in FACT_TYPES.values() for name in kind.columns} >= INSIDE_COLUMNS

    def test_gives_no_copy_of_what_danger_somebodys_words_named(self) -> None:
        carried = {one.name: one.is_open for one in element("fact:case.registered").columns}
        assert carried.pop("danger") is False
        assert all(carried.values())

    def test_refuses_a_grant_of_it_and_says_why(self, partner: share.Partner) -> None:
        with pytest.raises(UnableToShare, match="one row is one request"):
            share.granted(partner, elements=["fact:case.registered", "fact:case.registered#danger"])

    def test_knows_no_other(self) -> None:
        for key in ("", "case.closed", "fact:no.such", "measure:case.closed"):
            with pytest.raises(NotFound):
                element(key)


class TestOwner:
    def test_is_the_county_until_a_unit_was_named(self, office: make.County) -> None:
        assert element_owner(share.FIGURE).org_path == COUNTY

        assign_owner(key=share.FIGURE, org_path=make.WATER, actor=share.KEEPER, at=AT)

        assert (element_owner(share.FIGURE).org_path, element_owner(share.FIGURE).since) == (make.WATER, AT)
        fact = facts_about(element(share.FIGURE).ref)[-1]
        assert (fact.kind, fact.org_path, fact.data) == ("sharing.owner_assigned", make.WATER, {"before": COUNTY})

    def test_is_one_at_a_time(self, office: make.County) -> None:
        for unit in (make.WATER, make.ROADS, make.WATER):
            assign_owner(key=share.FIGURE, org_path=unit, actor=share.KEEPER, at=AT)

        assert element_owner(share.FIGURE).org_path == make.WATER
        with pytest.raises(UnableToAssign):
            assign_owner(key=share.FIGURE, org_path=make.WATER, actor=share.KEEPER, at=AT)

    def test_is_not_taken_from_another_by_itself(self, office: make.County) -> None:
        with pytest.raises(NotAllowed):
            assign_owner(key=share.FIGURE, org_path=make.WATER, actor=somebody("exchange.assign", make.WATER), at=AT)

    def test_is_a_unit_that_there_is(self, office: make.County) -> None:
        with pytest.raises(NotFound):
            assign_owner(key=share.FIGURE, org_path="139901/nowhere/", actor=share.KEEPER, at=AT)


class TestGrantData:
    def test_is_on_record_without_its_words(self, partner: share.Partner) -> None:
        grant = share.granted(partner)

        fact = facts_about(Ref("data_grant", grant))[0]
        assert fact.kind == "sharing.granted"
        assert fact.data == {"elements": 3, "client": f"client:{partner.id}", "expires": "2026-12-02"}

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"purpose": " "}, "purpose"),
            ({"legal_basis": ""}, "legal_basis"),
            ({"purpose": "长" * 201}, "purpose"),
            ({"expires_on": None}, "expires_on"),
            ({"expires_on": date(2026, 9, 2)}, "expires_on"),
            ({"expires_on": date(2028, 9, 3)}, "expires_on"),
            ({"elements": []}, "elements"),
            ({"elements": ["fact:no.such"]}, "elements"),
            ({"elements": ["fact:case.closed#nothing"]}, "elements"),
            ({"elements": ["measure:cases.satisfied"]}, "elements"),
            ({"elements": ["fact:rating.given"]}, "elements"),
            ({"elements": ["fact:case.read"]}, "elements"),
            ({"last_day": date(2026, 8, 31)}, "last_day"),
        ],
    )
    def test_is_refused_at_the_field_that_is_wrong(
        self, partner: share.Partner, change: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(UnableToShare) as refused:
            share.granted(partner, **change)

        assert refused.value.field == field
        assert not DataGrant.objects.exists()

    def test_takes_no_secret_paper(self, partner: share.Partner) -> None:
        with pytest.raises(Refused):
            share.granted(partner, legal_basis="机密★1年 县政办〔2026〕1号")

    def test_does_not_reach_beyond_the_one_who_gives(self, partner: share.Partner) -> None:
        with pytest.raises(NotFound):  # the system itself is the county's
            share.granted(partner, actor=somebody("exchange.share", make.WATER))
        keeper = Actor(
            ref=share.KEEPER.ref,
            grants=(Grant("exchange.share", COUNTY, COUNTY),),
            org_path=COUNTY,
            place_path=COUNTY,
        )
        with pytest.raises(BeyondReach):
            share.granted(partner, actor=keeper, place_path="139902/")

    def test_of_what_another_unit_answers_for_is_that_units_affair(self, office: make.County) -> None:
        water = somebody("exchange.share", make.WATER)
        own = share.service.register_client(
            name="水厂", org_path=make.WATER, place_path=COUNTY, actor=share.SETUP, at=AT
        )
        system = share.Partner(own, "")
        mine = {"actor": water, "org_path": make.WATER, "elements": [share.FIGURE]}
        with pytest.raises(BeyondReach) as refused:
            share.granted(system, **mine)
        assert refused.value.field == "elements"

        assign_owner(key=share.FIGURE, org_path=make.WATER, actor=share.KEEPER, at=AT)

        assert share.granted(system, **mine)

    def test_is_held_to_the_same_by_the_database(self, partner: share.Partner) -> None:
        grant = DataGrant.objects.get(pk=share.granted(partner))

        for name, value in (("purpose", ""), ("expires_at", AT), ("last_day", date(2026, 1, 1))):
            with pytest.raises(DatabaseError), transaction.atomic():
                DataGrant.objects.filter(pk=grant.pk).update(**{name: value})


class TestWithdraw:
    def test_is_for_whoever_may_share_there_and_once(self, partner: share.Partner) -> None:
        grant = share.granted(partner)
        with pytest.raises(NotFound):
            withdraw_data(grant_id=grant, actor=somebody("exchange.share", make.WATER), at=AT)

        withdraw_data(grant_id=grant, actor=share.KEEPER, at=AT)

        for key in (grant, "no-such"):
            with pytest.raises(NotFound):
                withdraw_data(grant_id=key, actor=share.KEEPER, at=AT)


class TestExpiry:
    def test_is_told_to_the_ledger_once(self, partner: share.Partner) -> None:
        grant = share.granted(partner, expires_on=date(2026, 9, 3))

        for hours in (13, 15, 16):
            expire_grants(AT + timedelta(hours=hours))

        kinds = [fact.kind for fact in facts_about(Ref("data_grant", grant))]
        assert kinds == ["sharing.granted", "sharing.expired"]

    def test_is_not_told_of_a_grant_that_was_withdrawn(self, partner: share.Partner) -> None:
        grant = share.granted(partner, expires_on=date(2026, 9, 3))
        withdraw_data(grant_id=grant, actor=share.KEEPER, at=AT)

        expire_grants(AT + timedelta(days=9))

        assert len(facts_about(Ref("data_grant", grant))) == 2


class TestUses:
    def test_show_the_owner_who_took_what_for_which_purpose(self, partner: share.Partner) -> None:
        assign_owner(key=share.FIGURE, org_path=make.WATER, actor=share.KEEPER, at=AT)
        share.granted(partner)
        using.figure(partner.actor(AT), "cases.registered", **SEPTEMBER, at=AT)
        head = somebody("insight.read", make.WATER)

        (grant,) = queries.data_grants(head)
        (use,) = queries.data_uses(head)

        assert (grant.purpose, grant.calls, grant.rows, grant.last_used) == ("全省供水抢修调度", 1, 1, AT)
        assert not grant.may_withdraw
        assert (use.purpose, use.system, use.at, use.rows) == (grant.purpose, grant.system, AT, 1)

    def test_are_nobody_elses_affair(self, partner: share.Partner) -> None:
        share.granted(partner)

        assert queries.data_grants(somebody("insight.read", make.ROADS)) == []
        assert queries.data_grants(somebody("cases.read", COUNTY)) == []
        assert queries.data_uses(somebody("insight.read", make.ROADS)) == []

    def test_take_as_many_queries_for_many_grants_as_for_one(
        self, partner: share.Partner, django_assert_num_queries: Any
    ) -> None:
        share.granted(partner)
        queries.data_grants(share.KEEPER)  # what a process keeps from its first reading on
        with django_assert_num_queries(8):
            queries.data_grants(share.KEEPER)
        for _ in range(3):
            share.granted(partner)

        with django_assert_num_queries(8):
            assert len(queries.data_grants(share.KEEPER)) == 4

    def test_cannot_be_changed_or_dropped(self, partner: share.Partner) -> None:
        share.granted(partner)
        using.figure(partner.actor(AT), "cases.registered", **SEPTEMBER, at=AT)

        for statement in ("UPDATE exchange_datause SET rows = 0", "DELETE FROM exchange_datause"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
