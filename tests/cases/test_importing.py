"""Requests of another hotline's list: what is open becomes this office's work, what had ended is kept as it ended."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.cases.folding import differences
from minqing.cases.models import Case, Entry
from minqing.cases.records import EndedThere, ImportedRequest
from minqing.cases.ticking import tick_case
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, Refused
from minqing.ledger.queries import facts_about
from minqing.ledger.service import backfilling
from minqing.vault.opening import texts_of

CAME = make.AT - timedelta(days=30)
HOUR = timedelta(hours=1)


def came(**changes: Any) -> ImportedRequest:
    """A line of a list, put into our words."""
    filing = make.filing(channel="import", name="王秀兰", phone="13800001234", may_call=True)
    return replace(ImportedRequest(filing, CAME), **changes)


ENDED = EndedThere(CAME + timedelta(days=3), "handled", "王秀兰您好，路灯已经修好。", make.WATER, "水务局", 1)


@pytest.fixture
def importer(who: make.County) -> Actor:
    """A post that may take lists in."""
    return make.post(make.CENTRE, "导入岗", "罗导入", "cases.file", "cases.note", "ledger.backfill", org=make.COUNTY)


def taken(importer: Actor, *requests: ImportedRequest) -> list[Case]:
    """Take requests in at noon, and return their rows."""
    read = [service.read_request(one, actor=importer, at=make.AT) for one in requests]
    with backfilling(actor=importer, source="import-test"):
        return [make.row(one.number) for one in service.import_requests(requests=read, actor=importer, at=make.AT)]


class TestOpen:
    def test_waits_since_it_came_in_there_and_is_accepted_from_now_on(self, importer: Actor) -> None:
        [case] = taken(importer, came())

        assert (case.state, case.registered_at, case.due_start, case.stage_at) == ("registered", CAME, CAME, make.AT)
        assert case.due_at < make.AT < case.stage_due_at
        assert list(differences(case)) == []

    def test_says_that_it_was_recorded_afterwards(self, importer: Actor) -> None:
        [case] = taken(importer, came())

        [fact] = facts_about(case.ref)
        assert (fact.kind, fact.happened_at, fact.backfilled) == ("case.registered", CAME, True)
        assert str(fact.origin) == "backfill:import-test"

    def test_masks_its_words_and_gives_the_originals_to_the_vault(self, importer: Actor) -> None:
        [case] = taken(importer, came(said_there="王秀兰来过电话，转水务局"))

        shown = [*case.texts.values_list("text", flat=True), *Entry.objects.values_list("words", flat=True), case.title]
        assert not any("王秀兰" in text or "13800001234" in text for text in shown)
        assert dict(texts_of(case.uuid, "name", "phone")) == {"name": "王秀兰", "phone": "13800001234"}

    def test_raises_an_alarm_now_where_its_words_name_danger(self, importer: Actor) -> None:
        [case] = taken(importer, came(filing=make.filing(channel="import", words="家里煤气泄漏了，味道很大")))

        alarms = [fact for fact in facts_about(case.ref) if fact.kind == "alarm.raised"]
        assert [fact.happened_at for fact in alarms] == [make.AT]

    def test_goes_on_like_any_other(self, who: make.County, importer: Actor) -> None:
        [case] = taken(importer, came())
        later = make.AT + HOUR
        service.accept_and_dispatch(
            number=case.number, actor=who.intake, at=later, matter_number=101, lead_path=make.WATER
        )
        service.acknowledge(number=case.number, actor=who.water, at=later + HOUR)
        make.reply(who, case.number, at=later + 2 * HOUR)

        assert make.last(case.number, "case.replied")["late"] == 1
        assert list(differences(make.row(case.number))) == []


class TestEnded:
    def test_is_closed_with_its_own_times_and_counts_nowhere_as_ours(self, importer: Actor) -> None:
        [case] = taken(importer, came(ended=ENDED))

        assert (case.state, case.registered_at, case.left_at) == ("closed", CAME, ENDED.at)
        assert make.kinds(case.number) == ["case.ended_elsewhere", "case.taken_over"]
        assert make.last(case.number, "case.ended_elsewhere") == {
            "solved": 1, "outcome": 1, "hours": 72, "unit": make.WATER, "matter": 0
        }  # fmt: skip
        assert list(differences(case)) == []

    def test_keeps_the_answer_masked(self, importer: Actor) -> None:
        [case] = taken(importer, came(ended=ENDED))

        [reply] = case.replies.all()
        assert "路灯已经修好" in reply.words
        assert "王秀兰" not in reply.words

    def test_owes_its_resident_no_message(self, importer: Actor) -> None:
        [case] = taken(importer, came(ended=ENDED))

        assert make.owed(case.number, "case.taken_over") == make.owed(case.number, "case.ended_elsewhere") == set()

    def test_is_left_alone_by_the_clock(self, importer: Actor) -> None:
        [case] = taken(importer, came(ended=ENDED))

        tick_case(case.number, since=CAME, before=make.AT + timedelta(days=90))

        assert make.kinds(case.number) == ["case.ended_elsewhere", "case.taken_over"]

    def test_can_be_reopened_and_then_is_ours(self, who: make.County, importer: Actor) -> None:
        [case] = taken(importer, came(ended=ENDED))

        service.reopen(number=case.number, actor=who.intake, at=make.AT + HOUR, words="又坏了")

        again = make.row(case.number)
        assert (again.state, again.due_start) == ("accepted", make.AT + HOUR)
        assert list(differences(again)) == []

    def test_keeps_no_contact_whose_time_is_over(self, importer: Actor) -> None:
        long_ago = make.AT - timedelta(days=400)
        [case] = taken(importer, came(came_at=long_ago, ended=replace(ENDED, at=long_ago + HOUR)))

        assert texts_of(case.uuid, "name", "phone", "words") == []

    def test_can_be_read_as_a_page(self, who: make.County, importer: Actor) -> None:
        [case] = taken(importer, came(ended=ENDED))

        card = queries.case_card(case.number, actor=who.intake, at=make.AT + HOUR)

        assert card.number == case.number


class TestReadRequest:
    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"came_at": make.AT + HOUR}, "came_at"),
            ({"ended": replace(ENDED, at=CAME - HOUR)}, "ended_at"),
            ({"ended": replace(ENDED, at=make.AT + HOUR)}, "ended_at"),
            ({"came_at": make.AT - timedelta(days=4000)}, "came_at"),
            ({"filing": make.filing(channel="import", words=" ")}, "words"),
            ({"ended": replace(ENDED, answer="很长" * 3000)}, "answer"),
        ],
    )
    def test_refuses(self, importer: Actor, changes: dict[str, Any], field: str) -> None:
        with pytest.raises(Refused) as refused:
            service.read_request(came(**changes), actor=importer, at=make.AT)

        assert refused.value.field == field

    def test_refuses_a_post_that_may_not_file(self, who: make.County) -> None:
        with pytest.raises(NotAllowed):
            service.read_request(came(), actor=who.water, at=make.AT)


class TestImportRequests:
    def test_takes_all_or_none(self, importer: Actor) -> None:
        read = [service.read_request(one, actor=importer, at=make.AT) for one in (came(), came())]
        twice = [read[0], read[0]]

        with backfilling(actor=importer, source="import-test"), pytest.raises(IntegrityError):
            service.import_requests(requests=twice, actor=importer, at=make.AT)

        assert Case.objects.count() == 0
