"""Who is told, after which fact."""

import re
from datetime import timedelta

import pytest
from tests.factories import cases as make

from minqing.cases import service
from minqing.directory.channels import register_channel
from minqing.directory.models import Notice
from minqing.ledger.deliveries import run_due
from minqing.ledger.models import Delivery, Fact
from minqing.vault import service as vault

AT = make.AT
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
sent: list[tuple[str, str]] = []


@pytest.fixture(autouse=True)
def channels() -> None:
    """Both channels write into a list."""
    sent.clear()
    for name in ("sms", "email"):
        register_channel(name, lambda *, to, subject, body, key: sent.append((to, body)))


def deliver(at: object) -> None:
    while run_due(at):  # type: ignore[arg-type]
        pass
    assert not Delivery.objects.exclude(state="done").exclude(not_before__gt=at).exists()


def told(actor: object) -> list[str]:
    posts = Notice.objects.filter(post_id=actor.ref.id).order_by("created_at")  # type: ignore[attr-defined]
    return list(posts.values_list("recipe", flat=True))


@pytest.mark.django_db
class TestNotices:
    def test_tell_each_post_what_concerns_it_and_nobody_else(self, who: make.County) -> None:
        make.closed(who)

        deliver(AT + 10 * DAY)

        assert "cases.tell_unit" in told(who.water)
        assert "cases.tell_verifier" in told(who.verifier)
        assert told(who.roads) == []
        assert told(who.pressure) == []

    def test_tell_intake_about_danger_urgently(self, who: make.County) -> None:
        make.registered(words="楼道里闻到很浓的煤气味。")

        deliver(AT + HOUR)

        assert Notice.objects.filter(post_id=who.intake.ref.id, urgent=True).exists()

    def test_tell_nobody_in_the_unit_a_request_is_about(self, who: make.County) -> None:
        made = make.registered(words="水务局窗口推诿。", about_org_path=make.WATER)
        service.accept_and_dispatch(number=made.number, actor=who.intake, at=AT + HOUR, matter_number=101)

        deliver(AT + 2 * HOUR)

        assert told(who.water) == told(who.water_head) == []

    def test_reach_the_resident_through_the_relay_without_a_name(self, who: make.County) -> None:
        made = make.closed(who, phone="13800001234", name="王秀兰", may_call=True)

        deliver(AT + 10 * DAY)

        bodies = [body for to, body in sent if to.endswith("13800001234")]
        assert len(bodies) == 3  # accepted, answered, asked to rate
        assert all(made.number in body for body in bodies)
        assert not any("王秀兰" in body or "路灯" in body for body in bodies)

    def test_tell_the_resident_that_somebody_saw_who_she_is(self, who: make.County) -> None:
        made = make.registered(phone="13800001234", name="王秀兰", may_call=False)
        asker = make.post(make.CENTRE, "调看岗", "范调看", "vault.ask_reveal", org=make.COUNTY)
        other = make.post(make.CHECKS, "审批岗", "沈审批", "vault.approve_reveal", org=make.COUNTY)
        why = {"purpose": "call_back", "basis": "consent", "note": "要回电话"}
        reveal = vault.ask_reveal(case_id=made.case_id, actor=asker, at=AT, **why)
        vault.approve_reveal(reveal_id=reveal, hours=24, actor=other, at=AT)
        for hour in (1, 2):
            vault.read_reveal(reveal_id=reveal, actor=asker, at=AT + hour * HOUR)

        deliver(AT + DAY)

        bodies = {body for to, body in sent if to.endswith("13800001234")}
        assert len(bodies) == 1
        assert "有人查看了您的姓名和电话" in bodies.pop()
        assert (
            Fact.objects.filter(kind="vault.relayed").count() == 1
        )  # the second look under one permission is the same

    def test_write_the_promised_day_as_a_person_says_it(self, who: make.County) -> None:
        made = make.registered(phone="13800001234", may_call=True)
        service.accept_and_dispatch(number=made.number, actor=who.intake, at=AT + HOUR, matter_number=101)

        deliver(AT + 2 * HOUR)

        (body,) = [body for to, body in sent if to.endswith("13800001234")]
        assert re.search(r"\d+月\d+日（星期.）", body)

    def test_repeat_nothing_when_run_again(self, who: make.County) -> None:
        make.closed(who, phone="13800001234", may_call=True)
        deliver(AT + 10 * DAY)
        before = len(sent), Notice.objects.count()

        Delivery.objects.update(state="owed")
        deliver(AT + 10 * DAY)

        assert Notice.objects.count() == before[1]

    def test_do_not_tell_who_stepped_back(self, who: make.County) -> None:
        made = make.in_hand(who)
        service.recuse_self(number=made.number, actor=who.water, at=AT + DAY, ground="interest")
        service.supervise(number=made.number, actor=who.overseer, at=AT + DAY, words="为何还没修？")

        deliver(AT + 2 * DAY)

        assert "cases.tell_holder" not in told(who.water)
        assert "cases.tell_holder" in told(who.water_head)
