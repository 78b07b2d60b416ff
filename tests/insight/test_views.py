"""Saved views: whose they are, what they keep, and what a worker writes down of them."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from tests.factories import cases as make

from minqing.directory.models import Notice, PostGrant
from minqing.insight.models import SavedView, ViewIssue
from minqing.insight.pivots import kept
from minqing.insight.pivots.asked import asked_of
from minqing.insight.pivots.frozen import freeze, thaw
from minqing.insight.pivots.issuing import try_again, write_due_issues
from minqing.insight.pivots.keeping import MOST, change_view, remove_view, save_view
from minqing.insight.pivots.queries import pivot
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.secrecy import SecretMark
from minqing.kernel.times import SHANGHAI, day_of
from minqing.ledger.deliveries import run_due
from minqing.ledger.models import Delivery, Fact

MONDAY = datetime(2026, 9, 7, 0, 10, tzinfo=SHANGHAI)
QUESTION = "?m=cases.registered&rows=township&period=last_week&page=1&as=csv"


@pytest.fixture
def county(db: None) -> make.County:
    return make.county()


def saved(actor: Actor, name: str = "每周来件", *, shared: bool = False, question: str = QUESTION) -> UUID:
    return save_view(name=name, question=question, shared=shared, actor=actor, at=make.AT)


def scheduled(actor: Actor, cadence: str = "weekly", *, shared: bool = False) -> UUID:
    view_id = saved(actor)
    change_view(view_id=view_id, name="每周来件", shared=shared, cadence=cadence, actor=actor, at=make.AT)
    return view_id


def colleague(county: make.County, *, place: str = make.COUNTY) -> Actor:
    return make.post(make.CHECKS, "副督查", "何督查", "insight.read", org=make.COUNTY, place=place)


class TestSaving:
    def test_keeps_the_question_and_leaves_a_fact(self, county: make.County) -> None:
        view_id = saved(county.overseer)

        (line,) = kept.views_of(county.overseer)
        assert (line.id, line.is_own) == (view_id, True)
        assert line.question == "m=cases.registered&rows=township&period=last_week"
        assert Fact.objects.get(kind="analysis_view.saved").subject == f"analysis_view:{view_id}"

    @pytest.mark.parametrize(
        ("name", "question"),
        [("", QUESTION), ("长" * 61, QUESTION), ("好", "?m=cases.nothing&rows=unit"), ("好", "?m=" + "x" * 4000)],
    )
    def test_refuses_what_cannot_be_kept(self, county: make.County, name: str, question: str) -> None:
        with pytest.raises(Refused):
            saved(county.overseer, name, question=question)

        assert not SavedView.objects.exists()

    def test_refuses_a_name_taken_and_the_mark_of_a_secret_paper(self, county: make.County) -> None:
        saved(county.overseer)

        with pytest.raises(Refused, match="同名"):
            saved(county.overseer)
        with pytest.raises(SecretMark):
            saved(county.overseer, "密级：机密")

    def test_refuses_more_than_fifty(self, county: make.County) -> None:
        for number in range(MOST):
            saved(county.overseer, f"视图{number}")

        with pytest.raises(Refused, match="50"):
            saved(county.overseer, "再一个")

    def test_refuses_a_place_out_of_reach(self, county: make.County) -> None:
        with pytest.raises(Refused):
            saved(county.water_head, question=f"?m=cases.given&rows=month&org={make.ROADS}")


class TestReach:
    def test_shows_a_view_to_the_unit_once_it_is_shared(self, county: make.County) -> None:
        view_id, other = saved(county.overseer), colleague(county)

        assert kept.views_of(other) == []
        with pytest.raises(NotFound):
            kept.view(view_id, other)
        change_view(view_id=view_id, name="大家看", shared=True, cadence="", actor=county.overseer, at=make.AT)

        assert [(one.name, one.is_own) for one in kept.views_of(other)] == [("大家看", False)]
        assert kept.views_of(county.water_head) == []

    def test_lets_nobody_else_change_or_remove_it(self, county: make.County) -> None:
        view_id, other = scheduled(county.overseer, shared=True), colleague(county)

        with pytest.raises(NotFound):
            change_view(view_id=view_id, name="我的", shared=False, cadence="", actor=other, at=make.AT)
        for wrong in (view_id, uuid4(), "none"):
            with pytest.raises(NotFound):
                remove_view(view_id=wrong, actor=other, at=make.AT)

    def test_refuses_an_unknown_cadence(self, county: make.County) -> None:
        view_id = saved(county.overseer)

        with pytest.raises(Refused) as refused:
            change_view(view_id=view_id, name="好", shared=False, cadence="hourly", actor=county.overseer, at=make.AT)
        assert refused.value.field == "cadence"

    def test_takes_a_removed_view_away(self, county: make.County) -> None:
        view_id = saved(county.overseer)
        remove_view(view_id=view_id, actor=county.overseer, at=make.AT)

        assert kept.views_of(county.overseer) == []
        assert saved(county.overseer) != view_id


class TestIssues:
    def test_keep_the_figures_of_their_day(self, county: make.County) -> None:
        for minute in range(6):
            make.registered(at=make.AT + timedelta(minutes=minute))
        view_id = scheduled(county.overseer)

        assert write_due_issues(at=MONDAY) == 1
        make.registered(at=make.AT + timedelta(hours=5))
        found = kept.issue(view_id, day_of(MONDAY), county.overseer)

        assert [row.cells[0].cell.value for row in found.pivot.rows] == [6]
        assert (str(found.pivot.start), str(found.pivot.end)) == ("2026-08-31", "2026-09-07")
        assert len(found.pivot.measures[0].definition) == 64
        fact = Fact.objects.get(kind="view_issue.written")
        assert found.line.digest in fact.payload
        assert str(found.line.known_at) in fact.payload

    def test_are_written_once_a_day_and_only_when_due(self, county: make.County) -> None:
        scheduled(county.overseer)

        assert write_due_issues(at=MONDAY - timedelta(days=1)) == 0
        assert write_due_issues(at=MONDAY) == 1
        assert write_due_issues(at=MONDAY + timedelta(minutes=5)) == 0
        assert write_due_issues(at=MONDAY + timedelta(days=7)) == 1

    def test_hide_a_cell_of_three_for_ever(self, county: make.County) -> None:
        for minute in range(3):
            make.registered(at=make.AT + timedelta(minutes=minute))
        view_id = scheduled(county.overseer)
        write_due_issues(at=MONDAY)

        assert kept.issue(view_id, day_of(MONDAY), county.overseer).pivot.hidden == 2
        assert '"part":3' not in ViewIssue.objects.get().content

    def test_stand_below_the_owners_reach_of_the_moment(self, county: make.County) -> None:
        scheduled(county.overseer)
        PostGrant.objects.filter(post_id=county.overseer.ref.id, permission="insight.read").delete()

        assert write_due_issues(at=MONDAY) == 0

    def test_are_shown_to_nobody_of_a_narrower_reach(self, county: make.County) -> None:
        view_id = scheduled(county.overseer, shared=True)
        write_due_issues(at=MONDAY)
        narrow = colleague(county, place="139901/101/")

        assert kept.issues_of(view_id, narrow) == []
        with pytest.raises(NotFound):
            kept.issue(view_id, day_of(MONDAY), narrow)

    def test_are_told_to_the_owner(self, county: make.County) -> None:
        scheduled(county.overseer)
        write_due_issues(at=MONDAY)
        run_due(MONDAY, limit=200)

        assert "每周来件" in Notice.objects.get(recipe="insight.tell_owner").text

    def test_come_back_as_they_were_written(self, county: make.County) -> None:
        make.closed(county)
        for minute in range(6):
            make.closed(county, at=make.AT + timedelta(minutes=minute))
        query = {"m": ["cases.on_time", "cases.registered"], "rows": ["township"], "cols": ["month"], "vs": ["year"]}
        found = pivot(county.overseer, asked_of(query, day_of(MONDAY)), at=MONDAY)

        assert freeze(thaw(freeze(found))) == freeze(found)
        assert [row.cells for row in thaw(freeze(found)).rows] == [row.cells for row in found.rows]


class TestWhatCameOfIt:
    def test_is_told_where_it_was_written_down(self, county: make.County) -> None:
        view_id = scheduled(county.overseer)
        assert kept.view(view_id, county.overseer).tried_at is None
        write_due_issues(at=MONDAY)

        line = kept.view(view_id, county.overseer)
        assert (line.tried_at, line.failure) == (MONDAY, "")
        sent = kept.telling(view_id)
        assert sent
        assert (sent.done_at, sent.is_given_up) == (None, False)
        run_due(MONDAY, limit=200)
        sent = kept.telling(view_id)
        assert sent
        assert sent.done_at == MONDAY

    def test_says_why_it_was_not(self, county: make.County) -> None:
        view_id = without_reach(county)

        line = kept.view(view_id, county.overseer)
        assert line.tried_at == MONDAY
        assert "看不到这些数字" in line.failure
        assert kept.telling(view_id) is None

    def test_does_not_stop_the_others(self, county: make.County) -> None:
        broken, good = scheduled(county.overseer), saved(county.overseer, "第二个")
        change_view(view_id=good, name="第二个", shared=False, cadence="weekly", actor=county.overseer, at=make.AT)
        SavedView.objects.filter(pk=broken).update(owner="nobody's post")

        assert write_due_issues(at=MONDAY) == 1
        assert SavedView.objects.get(pk=broken).failure

    def test_is_tried_again_on_any_day(self, county: make.County) -> None:
        view_id, later = without_reach(county), MONDAY + timedelta(days=2)
        with pytest.raises(Refused, match="看不到这些数字"):
            try_again(view_id=view_id, actor=county.overseer, at=later)
        assert kept.view(view_id, county.overseer).tried_at == later

        PostGrant.objects.create(post_id=county.overseer.ref.id, given_at=MONDAY, **LOST)
        try_again(view_id=view_id, actor=county.overseer, at=later)

        assert [one.day for one in kept.issues_of(view_id, county.overseer)] == [day_of(later)]
        assert kept.view(view_id, county.overseer).failure == ""

    def test_is_tried_again_by_nobody_else_nor_where_nothing_failed(self, county: make.County) -> None:
        view_id = scheduled(county.overseer, shared=True)
        write_due_issues(at=MONDAY)

        with pytest.raises(NotFound):
            try_again(view_id=view_id, actor=colleague(county), at=MONDAY)
        with pytest.raises(Refused, match="没有"):
            try_again(view_id=view_id, actor=county.overseer, at=MONDAY)

    def test_sends_a_notice_again_that_was_given_up(self, county: make.County) -> None:
        view_id = scheduled(county.overseer)
        write_due_issues(at=MONDAY)
        sent = kept.telling(view_id)
        assert sent
        Delivery.objects.filter(pk=sent.delivery_id).update(state=Delivery.DEAD, attempts=12, last_error="no room")

        try_again(view_id=view_id, actor=county.overseer, at=MONDAY)
        run_due(MONDAY, limit=200)

        sent = kept.telling(view_id)
        assert sent
        assert sent.done_at == MONDAY
        assert Fact.objects.get(kind="delivery.retried").subject == f"delivery:{sent.delivery_id}"


LOST = {"permission": "insight.read", "org_path": make.COUNTY, "place_path": make.COUNTY}


def without_reach(county: make.County) -> UUID:
    """A view that was due on Monday and could not be read: its post had lost its reach."""
    view_id = scheduled(county.overseer)
    PostGrant.objects.filter(post_id=county.overseer.ref.id, permission="insight.read").delete()
    write_due_issues(at=MONDAY)
    return view_id
