"""Return visits: drawn by a seed that nobody chooses, made by the hotline, blind to whoever handled."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.factories import cases as make

from minqing.cases import queries, service, ticking
from minqing.cases.access import get_case
from minqing.cases.models import ReturnVisit, VisitDraw
from minqing.cases.visiting.checking import check_draw
from minqing.cases.visiting.drawing import drawn, value_of
from minqing.kernel.errors import Conflict, NotAllowed, NotFound, Refused
from minqing.kernel.times import day_of
from minqing.ledger.models import Fact
from minqing.ledger.queries import facts_about
from minqing.ledger.seals import seal_day
from minqing.rulebook.service import set_rule

SAID = {"contacted": "yes", "solved": "no", "satisfied": "no"}
SEPTEMBER = date(2026, 9, 1)
OCTOBER = datetime(2026, 10, 9, 2, 0, tzinfo=UTC)
AT = make.AT


def draw(who: make.County, *, closed: int = 3, size: int = 2) -> list[Any]:
    made = [make.closed(who) for _ in range(closed)]
    set_rule(rule_id="MQ-VISIT", value=size, effective_from=day_of(AT), actor=who.keeper, at=AT)
    seal_day(date(2026, 9, 30), OCTOBER)
    ticking.tick(OCTOBER)
    return made


def visit() -> ReturnVisit:
    return ReturnVisit.objects.order_by("id")[0]


def tell(who: make.County, **more: Any) -> None:
    fields = {"visit_id": str(visit().id), "reached": True, "actor": who.verifier, "at": OCTOBER, **SAID, **more}
    service.record_visit(**fields)


@pytest.mark.django_db
class TestDraw:
    def test_follows_from_the_seal_and_the_receipts_alone(self, who: make.County) -> None:
        made = draw(who)

        (row,) = VisitDraw.objects.all()
        values = {value_of(row.seed, make.row(one.number).receipt_hash): one.number for one in made}
        assert (row.month, row.population, row.size) == (SEPTEMBER, 3, 2)
        assert queries.values_of_draw(SEPTEMBER) == tuple(sorted(values))
        chosen = {values[value] for value in drawn(values, 2)}
        assert {one.case.number for one in ReturnVisit.objects.select_related("case")} == chosen
        assert queries.draws()[0].cut == sorted(values)[1]

    def test_waits_for_the_seal_and_is_drawn_once(self, who: make.County) -> None:
        make.closed(who)
        ticking.tick(OCTOBER)
        assert not VisitDraw.objects.exists()

        seal_day(date(2026, 9, 30), OCTOBER)
        ticking.tick(OCTOBER)
        ticking.tick(OCTOBER + timedelta(days=1))

        assert VisitDraw.objects.count() == 1
        assert Fact.objects.filter(kind="visit.drawn").count() == 1

    def test_names_beforehand_the_day_whose_seal_it_takes(self) -> None:
        assert queries.next_seed_day(OCTOBER) == date(2026, 10, 31)
        assert queries.next_seed_day(datetime(2028, 2, 3, tzinfo=UTC)) == date(2028, 2, 29)
        assert queries.next_seed_day(datetime(2026, 12, 31, 2, tzinfo=UTC)) == date(2026, 12, 31)

    def test_of_a_month_without_closings_is_empty_and_stands(self, who: make.County) -> None:
        draw(who, closed=0)

        assert queries.draws()[0].population == 0
        assert queries.values_of_draw(SEPTEMBER) == ()
        with pytest.raises(NotFound):
            queries.values_of_draw(date(2026, 8, 1))


@pytest.mark.django_db
class TestBlindness:
    def test_whoever_handled_learns_neither_who_was_drawn_nor_who_spoke(self, who: make.County) -> None:
        made = draw(who, closed=1, size=1)
        before = queries.case_card(made[0].number, actor=who.water, at=OCTOBER)
        tell(who, words="一直没人来。")

        after = queries.case_card(made[0].number, actor=who.water, at=OCTOBER)
        assert (after.history, after.readers, after.solved) == (before.history, before.readers, before.solved)
        assert not [fact for fact in facts_about(make.row(made[0].number).ref) if fact.kind.startswith("visit.")]
        for actor in (who.water, who.water_head, who.roads, who.intake):
            assert queries.visits_to_make(actor, at=OCTOBER).items == ()

    def test_a_member_of_the_unit_does_not_call_even_with_the_permission(self, who: make.County) -> None:
        draw(who, closed=1, size=1)
        inside = make.post(make.WATER, "回访员", "何回访", "cases.visit", org=make.COUNTY)

        assert queries.visits_to_make(inside, at=OCTOBER).items == ()
        with pytest.raises(NotAllowed):
            tell(who, actor=inside)
        for actor in (who.water, who.overseer):
            with pytest.raises(NotFound):
                tell(who, actor=actor)
        assert not Fact.objects.filter(kind="visit.made").exists()

    def test_needs_the_stored_receipt_and_not_the_number(self, who: make.County) -> None:
        (made,) = draw(who, closed=1, size=1)
        seed = VisitDraw.objects.get().seed

        assert value_of(seed, made.number) not in queries.values_of_draw(SEPTEMBER)
        case = get_case(made.number, actor=who.verifier, permission="cases.read")
        assert value_of(seed, case.receipt_hash) in queries.values_of_draw(SEPTEMBER)


@pytest.mark.django_db
class TestRecordVisit:
    def test_keeps_three_separate_answers_told_in_sums_only(self, who: make.County) -> None:
        draw(who)

        tell(who, words="我叫王秀兰，电话13800001234。")

        row, fact = visit(), Fact.objects.get(kind="visit.made")
        assert (row.contacted, row.solved, row.satisfied) == (True, 3, False)
        assert "13800001234" not in row.words
        assert (fact.d1, fact.d3, fact.d4) == (3, 1, 0)
        assert fact.subject == f"visit:{row.id}"
        assert not Fact.objects.filter(kind="rating.given").exists()

    @pytest.mark.parametrize("missing", ["contacted", "solved", "satisfied"])
    def test_wants_all_three(self, who: make.County, missing: str) -> None:
        draw(who)

        with pytest.raises(Refused):
            tell(who, **{missing: ""})
        assert visit().said_at is None

    def test_is_over_when_she_has_spoken_or_was_tried_three_times(self, who: make.County) -> None:
        draw(who)
        tell(who)
        with pytest.raises(Conflict):
            tell(who, solved="yes")
        other = ReturnVisit.objects.exclude(pk=visit().pk).get()

        for _ in range(3):
            tell(who, visit_id=str(other.id), reached=False)
        with pytest.raises(Conflict):
            tell(who, visit_id=str(other.id))

        assert Fact.objects.filter(kind="visit.not_reached").count() == 3
        assert queries.visits_to_make(who.verifier, at=OCTOBER).items == ()
        with pytest.raises(NotFound):
            tell(who, visit_id="nonsense")

    def test_is_kept_whole_by_the_database(self, who: make.County) -> None:
        draw(who)

        with pytest.raises(IntegrityError), transaction.atomic():
            ReturnVisit.objects.filter(pk=visit().pk).update(solved=1)


@pytest.mark.django_db
class TestDisagreements:
    def test_are_what_a_unit_calls_handled_and_she_not_solved(self, who: make.County) -> None:
        first, second = make.closed(who), make.closed(who)
        for made, solved in ((first, "no"), (second, "yes")):
            token = queries.receipt_page(made.receipt, at=AT + timedelta(days=2)).rating.token
            service.rate_case(token=token, contacted=True, solved=solved, satisfied=False, at=AT + timedelta(days=2))

        found = queries.disagreements(who.overseer, at=AT + timedelta(days=3)).items

        assert [one.number for one in found] == [first.number]
        for actor in (who.water, who.water_head, who.verifier):
            assert queries.disagreements(actor, at=AT).items == ()


@pytest.mark.django_db
class TestCheckDraw:
    def test_finds_that_a_draw_follows_from_its_seal(self, who: make.County) -> None:
        draw(who)

        found, differing = check_draw(SEPTEMBER)

        assert (found.population, differing) == (3, ())
        with pytest.raises(NotFound):
            check_draw(date(2026, 8, 1))

    @pytest.mark.parametrize("change", [{"seed": "0" * 64}, {"values": "b\na\nc"}, {"population": 7}, {"size": 1}])
    def test_says_what_was_touched(self, who: make.County, change: dict[str, Any]) -> None:
        draw(who)
        VisitDraw.objects.update(**change)

        assert check_draw(SEPTEMBER)[1]

    def test_finds_somebody_put_into_the_sample(self, who: make.County) -> None:
        made = draw(who)
        asked = set(ReturnVisit.objects.values_list("case_id", flat=True))
        left_out = next(case for one in made if (case := make.row(one.number)).pk not in asked)
        ReturnVisit.objects.filter(pk=visit().pk).update(case=left_out)

        assert len(check_draw(SEPTEMBER)[1]) == 1
