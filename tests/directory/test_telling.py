"""Notices, the day's digest, alarms and the duty line."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import TestCase
from tests.factories.directory import AT, COUNTY, actor, founder, give, person, post, value_actor

from minqing.directory import queries, service, tasks
from minqing.directory.channels import ChannelMissing, send
from minqing.directory.models import Alarm, Digest, Notice
from minqing.directory.service.duty import UnableToSetDuty
from minqing.kernel.access import Actor
from minqing.kernel.errors import Conflict, NotFound
from minqing.kernel.ref import Ref
from minqing.ledger.deliveries import run_due
from minqing.ledger.queries import facts_about
from minqing.ledger.service import recorded

PLACE = "139901/101/203/"
MORNING = datetime(2026, 9, 3, 2, 0, tzinfo=UTC)  # Thursday 10:00, a working day
NIGHT = datetime(2026, 9, 3, 16, 0, tzinfo=UTC)
SUNDAY = datetime(2026, 9, 6, 2, 0, tzinfo=UTC)


def tell(
    post_id: UUID, *, fact_id: UUID | None = None, urgent: bool = False, text: str = "新的一件事", at: datetime = AT
) -> UUID:
    fact = fact_id or uuid4()
    service.post_notice(
        post_id=post_id, key="cases.tell_unit", subject=Ref("case", "7"), text=text, urgent=urgent, fact_id=fact, at=at
    )
    return fact


@recorded
def danger(case: str = "7", kind: str = "gas", at: datetime = AT, kept_from: Sequence[str] = ()) -> None:
    """A verb of a door that meets words of danger."""
    service.raise_alarm(
        subject=Ref("case", case),
        kind=kind,
        org_path="139901/hub/",
        place_path=PLACE,
        actor=Ref("receipt", case),
        at=at,
        number="2026-000417",
        kept_from=kept_from,
    )


@pytest.mark.usefixtures("messages")
class TestPostNotice(TestCase):
    def test_is_told_once_for_a_fact_a_recipe_and_a_post(self) -> None:
        row = post()
        fact = tell(row.id)

        tell(row.id, fact_id=fact)

        assert Notice.objects.count() == 1
        assert queries.unread_count(row.id) == 1
        assert queries.notices_for(row.id).items[0].text == "新的一件事"

    def test_is_read_by_its_own_post_only(self) -> None:
        me, other = actor(), actor()
        tell(UUID(me.ref.id))
        notice = queries.notices_for(me.ref.id).items[0]

        with pytest.raises(NotFound):
            service.mark_notice_read(notice_id=notice.id, actor=other, at=AT)
        service.mark_notice_read(notice_id=notice.id, actor=me, at=AT)

        assert queries.unread_count(me.ref.id) == 0
        assert queries.notices_for(me.ref.id, unread=True).items == ()

    def test_all_at_once(self) -> None:
        me = actor()
        for _each in range(3):
            tell(UUID(me.ref.id))

        assert service.mark_all_read(actor=me, at=AT) == 3
        with pytest.raises(NotFound):
            service.mark_all_read(actor=value_actor(ref="system:x"), at=AT)


@pytest.mark.django_db
class TestUrgentNotice:
    def test_goes_out_at_once_and_only_once(self, messages: list[dict[str, str]]) -> None:
        row = post(email="zhao@example.com", work_phone="03151234567")
        fact = tell(row.id, urgent=True)

        tell(row.id, fact_id=fact, urgent=True)

        assert [message["channel"] for message in messages] == ["email", "sms"]

    def test_stays_owed_while_there_is_no_channel(self, messages: list[dict[str, str]]) -> None:
        with pytest.raises(ChannelMissing):
            send("pigeon", to="x", subject="", body="", key="k")


@pytest.mark.django_db
class TestSendDigests:
    def test_sends_one_mail_a_day_with_what_is_new(self, messages: list[dict[str, str]]) -> None:
        row = post(email="zhao@example.com")
        for number in range(3):
            tell(row.id, text=f"第{number}件")

        tasks.send_digests(MORNING)
        tell(row.id, text="后来的一件")
        tasks.send_digests(MORNING + timedelta(hours=1))

        (mail,) = messages
        assert mail["to"] == "zhao@example.com"
        assert "第2件" in mail["body"]
        assert Digest.objects.count() == 1

        tasks.send_digests(MORNING + timedelta(days=1))
        assert "后来的一件" in messages[-1]["body"]
        assert len(messages) == 2

    def test_is_one_for_a_person_with_two_posts(self, messages: list[dict[str, str]]) -> None:
        somebody = person("钱守正")
        for path in ("139901/water/", "139901/roads/"):
            row = post(path, name="", email="qian@example.com")
            service.seat_person(post_id=row.id, person_id=somebody.id, actor=founder(), at=AT)
            tell(row.id, text=path)

        tasks.send_digests(MORNING)

        (mail,) = messages
        assert "139901/water/" in mail["body"]
        assert "139901/roads/" in mail["body"]

    @pytest.mark.parametrize("at", [NIGHT, SUNDAY, MORNING - timedelta(hours=2)])
    def test_keeps_quiet_outside_working_hours(self, messages: list[dict[str, str]], at: datetime) -> None:
        tell(post(email="zhao@example.com").id)

        tasks.send_digests(at)

        assert messages == []

    def test_leaves_out_what_was_seen_and_who_has_no_address(self, messages: list[dict[str, str]]) -> None:
        row = post(email="zhao@example.com")
        tell(row.id)
        service.mark_all_read(actor=queries.actor_for_post(row.id), at=AT)
        tell(post("139901/roads/").id)

        tasks.send_digests(MORNING)

        assert messages == []
        assert not Notice.objects.filter(told_at=None).exists()


def duty(at: datetime = AT, phone: str = "13700000000") -> Actor:
    """A duty officer with the duty line."""
    row = post("139901/hub/", "值班员", "何夜明", work_phone="03150000110")
    give(row.id, "directory.alarm")
    service.set_duty_line(post_id=row.id, phone=phone, actor=founder(), at=at)
    return queries.actor_for_post(row.id)


@pytest.mark.django_db
class TestDutyChannel:
    def test_says_that_nobody_answers_where_nobody_is_set(self) -> None:
        channel = queries.duty_channel(AT)

        assert (channel.answers, channel.state) == (False, "nobody")
        assert str(channel.why)

    def test_takes_the_telephone_of_the_settings(self, settings: Any) -> None:
        settings.DUTY_PHONE = "110"

        assert queries.duty_channel(AT).answers

    def test_is_ready_until_an_alarm_has_waited_five_minutes(self) -> None:
        duty()
        danger()

        assert queries.duty_channel(AT + timedelta(minutes=5)).state == "ready"
        late = queries.duty_channel(AT + timedelta(minutes=5, seconds=1))
        assert (late.answers, late.state, late.open_alarms) == (False, "waiting", 1)

    def test_passes_to_the_next_line(self) -> None:
        duty(phone="13700000000")
        other = post("139901/hub/", "值班员", work_phone="03150000111")

        service.set_duty_line(post_id=other.id, phone="", actor=founder(), at=AT)

        assert queries.duty_channel(AT).phone == "03150000111"
        with pytest.raises(UnableToSetDuty):
            service.set_duty_line(post_id=post("139901/hub/").id, phone="", actor=founder(), at=AT)


@pytest.mark.django_db
class TestAlarm:
    def test_is_raised_once_and_ends_when_somebody_takes_it_up(self) -> None:
        officer = duty()
        danger()

        (alarm,) = queries.open_alarms(officer)
        service.acknowledge_alarm(alarm_id=alarm.id, actor=officer, at=AT + timedelta(minutes=3))

        assert queries.open_alarms(officer) == []
        assert queries.alarms(officer)[0].acknowledged_by == "县水务局 值班员"
        taken = [fact for fact in facts_about(Ref("case", "7")) if fact.kind == "alarm.acknowledged"]
        assert taken[0].data == {"danger": 1, "minutes": 3}
        with pytest.raises(Conflict):
            service.acknowledge_alarm(alarm_id=alarm.id, actor=officer, at=AT)

    def test_is_out_of_reach_without_the_permission(self) -> None:
        duty()
        danger()
        alarm = Alarm.objects.get()
        elsewhere = value_actor(("directory.alarm", COUNTY, "139901/102/"), ref="post:1")

        for stranger in (elsewhere, value_actor()):
            assert queries.open_alarms(stranger) == []
            with pytest.raises(NotFound):
                service.acknowledge_alarm(alarm_id=alarm.id, actor=stranger, at=AT)

    def test_counts_an_unknown_danger_as_one_all_the_same(self) -> None:
        duty()
        danger(kind="dragon")

        assert Alarm.objects.get().kind == "other"


@pytest.mark.django_db(transaction=True)
class TestWakeDuty:
    def test_passes_over_the_unit_that_it_is_about(self, messages: list[dict[str, str]], settings: Any) -> None:
        settings.DUTY_PHONE = "03150000119"
        duty()
        outside = post("139901/roads/", "值班员")
        give(outside.id, "directory.alarm")

        danger(kept_from=["139901/hub/"])
        run_due(AT)

        assert [notice.post_id for notice in Notice.objects.all()] == [outside.id]
        assert {message["to"] for message in messages} == {"03150000119"}

    def test_tells_of_each_alarm_once_however_late(self, messages: list[dict[str, str]]) -> None:
        officer = duty()
        danger()
        service.acknowledge_alarm(alarm_id=Alarm.objects.get().id, actor=officer, at=AT)
        danger(at=AT + timedelta(hours=1))

        run_due(AT + timedelta(hours=1))

        assert Notice.objects.count() == 1
        assert sorted(message["to"] for message in messages) == ["03150000110", "13700000000"]

    def test_calls_the_duty_line_and_again_until_somebody_takes_it_up(self, messages: list[dict[str, str]]) -> None:
        officer = duty()
        danger()

        run_due(AT)
        told = {message["to"] for message in messages}
        assert told == {"03150000110", "13700000000"}
        assert "2026-000417" in messages[0]["body"]
        assert PLACE in messages[0]["body"]

        tasks.repeat_alarms(AT + timedelta(minutes=4))
        tasks.repeat_alarms(AT + timedelta(minutes=6))
        tasks.repeat_alarms(AT + timedelta(minutes=7))
        again = {message["key"] for message in messages if message["to"] == "13700000000"}
        assert len(again) == 2

        service.acknowledge_alarm(alarm_id=Alarm.objects.get().id, actor=officer, at=AT + timedelta(minutes=8))
        before = len(messages)
        tasks.repeat_alarms(AT + timedelta(minutes=12))
        assert len(messages) == before
