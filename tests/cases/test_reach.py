"""Reach in SQL and in memory agree on every request, whatever is granted."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories import cases as make

from minqing.cases import service
from minqing.cases.access import in_reach
from minqing.cases.folding import verify_cases
from minqing.cases.models import Case, touching
from minqing.kernel.access import Actor, Grant
from minqing.kernel.ref import Ref

ORGS = ("139901/", make.CENTRE, make.WATER, make.ROADS, "139901/wat/", "139901/water/pipes/", "139901", "")
PLACES = ("139901/", "139901/101/", make.VILLAGE, make.OTHER_VILLAGE, "139901/10/", "139901/101", "")
grants = st.lists(
    st.builds(Grant, st.sampled_from(("cases.read", "cases.note")), st.sampled_from(ORGS), st.sampled_from(PLACES)),
    max_size=3,
)


@pytest.fixture
def some(who: make.County) -> list[Case]:
    """Requests with every kind of party."""
    make.registered()
    make.in_hand(who)
    make.dispatched(who, to=make.ROADS, place_path=make.OTHER_VILLAGE)
    make.registered(about_org_path=make.WATER, words="水务局推诿")
    make.registered(about_org_path=make.CENTRE, words="中心推诿")
    helped = make.registered()
    service.accept(number=helped.number, actor=who.intake, at=make.AT, matter_number=101)
    service.dispatch(number=helped.number, actor=who.intake, at=make.AT, co_paths=[make.ROADS])
    make.closed(who)
    again = make.closed(who)
    service.reopen(number=again.number, actor=who.overseer, at=make.AT + timedelta(days=2), words="又漏了")
    ended = make.registered()
    service.withdraw_case(receipt=ended.receipt, at=make.AT)
    frozen = make.in_hand(who)
    service.report_pressure(receipt=frozen.receipt, words="叫我撤诉", at=make.AT + timedelta(hours=3))
    return list(Case.objects.order_by("pk"))


@pytest.mark.django_db
class TestWithin:
    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(grants=grants, org_path=st.sampled_from(ORGS), stepped_back=st.booleans())
    def test_agrees_with_memory_on_every_request(
        self, some: list[Case], grants: list[Grant], org_path: str, stepped_back: bool
    ) -> None:
        recused = frozenset({str(some[1].ref), "post:other"}) if stepped_back else frozenset()
        actor = Actor(Ref("post", "p"), tuple(grants), org_path=org_path, recused=recused)

        found = set(Case.objects.within(actor, "cases.read").values_list("pk", flat=True))

        assert found == {case.pk for case in some if in_reach(case, actor, "cases.read")}

    @pytest.mark.parametrize("path", [org for org in ORGS if org.count("/") > 1])
    def test_holds_nothing_that_no_way_of_having_to_do_with_it_leads_to(self, some: list[Case], path: str) -> None:
        actor = Actor(Ref("post", "p"), (Grant("cases.read", path, "139901/"),))

        for left in (False, True):
            held = Case.objects.within(actor, "cases.read").filter(left_at__isnull=not left)
            assert set(held.values_list("pk", flat=True)) <= set(touching([path], left=left))

    def test_finds_by_units_exactly_what_is_open_or_has_left(self, some: list[Case]) -> None:
        for left in (False, True):
            found = set(touching(["139901/"], left=left))
            assert found == {case.pk for case in some if case.is_open is not left}
        assert list(verify_cases()) == []
