"""Figures that a grant gives: of which places, units and days, and what becomes of a grant whose measure changes."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from tests.factories import cases as make
from tests.factories import sharing as share
from tests.factories.cases import AT, COUNTY
from tests.factories.own_measures import COUNT, DERIVED, LATE_SHARE, text
from tests.factories.panels import happen

from minqing.exchange.models import DataUse
from minqing.exchange.sharing import using
from minqing.exchange.sharing.elements import element, elements
from minqing.exchange.sharing.granting import withdraw_data
from minqing.exchange.sharing.holding import BeyondGrant, NoGrant, NoLonger, Redefined
from minqing.insight.own import service
from minqing.kernel.errors import NotFound

pytestmark = pytest.mark.django_db
SEPTEMBER = {"start": date(2026, 9, 1), "end": date(2026, 10, 1), "org_path": "", "place_path": ""}
LATE_PER_ASKED = {
    "given": [
        {"fact": "case.closed", "data": {"late": 1}, "times": 3},
        {"fact": "case.closed", "data": {"late": 0}, "times": 1},
        {"fact": "case.registered", "times": 3},
    ],
    "gives": 0.25,
}
LATE_ONLY = {"given": [{"fact": "case.closed", "data": {"late": 1}, "times": 2}], "gives": 2}


class TestFigure:
    def take(self, partner: share.Partner, at: Any = AT, **changes: Any) -> using.SharedFigure:
        """One figure."""
        return using.figure(partner.actor(at), "cases.registered", **(SEPTEMBER | changes), at=at)

    def test_is_given_and_logged_once(self, partner: share.Partner) -> None:
        for _ in range(6):
            make.registered()
        grant = share.granted(partner)

        found = self.take(partner)

        assert (found.value, found.n, found.hidden, found.grant) == ("6", 6, "", grant)
        use = DataUse.objects.get()
        assert (str(use.grant_id), use.elements, use.rows, use.first_day) == (grant, share.FIGURE, 1, date(2026, 9, 1))
        assert use.last_day == date(2026, 9, 30)

    def test_of_few_is_not_told(self, partner: share.Partner) -> None:
        make.registered()
        share.granted(partner)

        found = self.take(partner)

        assert (found.value, found.part, found.n, found.hidden) == (None, None, None, "few")

    def test_is_refused_without_a_grant_that_names_it(self, partner: share.Partner) -> None:
        share.granted(partner, elements=["measure:cases.closed"])

        with pytest.raises(NoGrant):
            self.take(partner)

    @pytest.mark.parametrize(
        "beyond",
        [
            {"start": date(2026, 8, 31)},
            {"end": date(2027, 1, 2)},
            {"org_path": "139901/water/"},
            {"place_path": "139901/101/"},
            {"place_path": "139901/10/"},
        ],
    )
    def test_is_refused_beyond_days_and_paths(self, partner: share.Partner, beyond: dict[str, Any]) -> None:
        share.granted(partner, org_path=make.ROADS, place_path="139901/102/")
        within = {"org_path": make.ROADS, "place_path": make.OTHER_VILLAGE}
        assert self.take(partner, **within)

        with pytest.raises(BeyondGrant):
            self.take(partner, **(within | beyond))

    def test_is_refused_from_the_moment_of_expiry(self, partner: share.Partner) -> None:
        share.granted(partner, expires_on=date(2026, 9, 3))
        end = AT + timedelta(hours=14)  # midnight in the county

        assert self.take(partner, end - timedelta(seconds=1))
        with pytest.raises(NoLonger):
            self.take(partner, end)

    def test_is_refused_once_withdrawn(self, partner: share.Partner) -> None:
        grant = share.granted(partner)
        withdraw_data(grant_id=grant, actor=share.KEEPER, at=AT)

        with pytest.raises(NoLonger):
            self.take(partner)
        assert not DataUse.objects.exists()

    def test_is_given_under_another_grant_that_still_holds(self, partner: share.Partner) -> None:
        withdraw_data(grant_id=share.granted(partner), actor=share.KEEPER, at=AT)
        other = share.granted(partner)

        assert self.take(partner).grant == other

    def test_of_nowhere_is_refused_instead_of_being_nought(self, partner: share.Partner) -> None:
        share.granted(partner)

        for wrong in (
            {"place_path": f"{COUNTY}101/999/"},
            {"place_path": f"{COUNTY}101/../"},
            {"org_path": f"{COUNTY}no/"},
        ):
            with pytest.raises(NotFound):
                self.take(partner, **wrong)

    def test_goes_no_further_than_the_village(self, partner: share.Partner) -> None:
        share.granted(partner)

        with pytest.raises(BeyondGrant) as refused:
            self.take(partner, place_path=f"{make.VILLAGE}g001/")
        assert refused.value.field == "place_path"


class TestOwnMeasures:
    """A figure of the county's own is shared as it was defined when it was granted, and not as it is called."""

    KEY = "measure:own.closed_all"

    @pytest.fixture
    def publish(self, office: make.County) -> Callable[..., object]:
        office_of_figures = make.post(make.CHECKS, "统计岗", "华统计", "insight.publish", org=COUNTY)

        def publish(reason: str = "", **changed: Any) -> object:
            return service.publish_measure(text=text(COUNT, **changed), reason=reason, actor=office_of_figures, at=AT)

        return publish

    def test_are_in_the_catalogue(self, publish: Callable[..., object]) -> None:
        publish()

        assert element(self.KEY).is_open
        assert self.KEY in {one.key for one in elements()}

    def test_that_are_worked_out_from_a_share_of_few_are_not_told(
        self, publish: Callable[..., object], partner: share.Partner
    ) -> None:
        """Six closed and six asked are enough; two of the six late are not."""
        publish(**LATE_SHARE)
        publish(
            **DERIVED | {"part": None, "expression": "own.closed_late / cases.registered", "worked": LATE_PER_ASKED}
        )
        share.granted(partner, elements=["measure:own.closed_per_asked"])
        day = date(2026, 9, 3)
        happen("case.registered", 6, on=day)
        happen("case.closed", 4, on=day, late=0)
        happen("case.closed", 2, on=day, late=1)

        found = using.figure(partner.actor(AT), "own.closed_per_asked", **SEPTEMBER, at=AT)

        assert (found.value, found.n, found.hidden) == (None, None, "few")

    def test_given_are_refused_once_they_count_something_else(
        self, publish: Callable[..., object], partner: share.Partner
    ) -> None:
        publish()
        share.granted(partner, elements=[self.KEY])
        assert using.figure(partner.actor(AT), "own.closed_all", **SEPTEMBER, at=AT).part == 0

        publish("只数超期的", part=[{"fact": "case.closed", "where": {"late": 1}}], worked=LATE_ONLY)

        with pytest.raises(Redefined):
            using.figure(partner.actor(AT), "own.closed_all", **SEPTEMBER, at=AT)
        share.granted(partner, elements=[self.KEY])
        assert using.figure(partner.actor(AT), "own.closed_all", **SEPTEMBER, at=AT).part == 0
