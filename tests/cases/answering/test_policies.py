"""Policy cards: kept by the unit that answers for them, shown while they hold, and never longer."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.cases.test_notices import channels, deliver, told  # noqa: F401  # the fixture works by its name
from tests.factories import cases as make

from minqing.cases import queries, service, ticking
from minqing.cases.models import PolicyCard
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.ledger.models import Fact

AT = make.AT
DAY = timedelta(days=1)
WORDS = "老人满八十岁，每月一百元。带身份证到村里填表，次月到账。"


def publish(who: make.County, *, actor: Any = None, at: Any = AT, **changes: Any) -> str:
    fields: dict[str, Any] = {
        "title": "高龄津贴",
        "words": WORDS,
        "valid_from": date(2026, 1, 1),
        "valid_to": date(2026, 12, 31),
        "owner_path": make.WATER,
        "source": "县民政局通知",
        "keywords": "高龄津贴 八十岁 老人补贴",
    }
    return service.publish_policy_card(actor=actor or who.water_head, at=at, **fields | changes)


def kinds() -> list[str]:
    return sorted(Fact.objects.filter(kind__startswith="policy_card.").values_list("kind", flat=True))


@pytest.mark.django_db
class TestPublish:
    def test_is_found_by_the_words_people_use(self, who: make.County) -> None:
        publish(who)

        (found,) = queries.cards_for_words("我妈八十岁了，有没有老人补贴？", at=AT)

        assert found.title == "高龄津贴"
        assert queries.cards_for_words("路灯坏了", at=AT) == ()
        assert kinds() == ["policy_card.published"]

    def test_is_found_by_the_matter(self, who: make.County) -> None:
        publish(who, keywords="", matter_number=132)

        assert [one.title for one in queries.cards_for_words("看不见", matter_number=132, at=AT)] == ["高龄津贴"]

    @pytest.mark.parametrize(
        "change",
        [
            {"words": "长" * 801},
            {"words": " "},
            {"title": ""},
            {"source": ""},
            {"valid_to": date(2025, 12, 31)},
            {"valid_from": date(2025, 1, 1), "valid_to": date(2025, 6, 1)},
            {"keywords": "", "matter_number": None},
            {"matter_number": 999},
            {"owner_path": "139901/nowhere/"},
            {"source_url": "javascript:alert(1)"},
            {"source_url": "/etc/passwd"},
        ],
    )
    def test_refuses_what_nobody_could_find_read_or_trust(self, who: make.County, change: dict[str, Any]) -> None:
        with pytest.raises(Refused):
            publish(who, **change)

        assert not PolicyCard.objects.exists()
        assert kinds() == []

    def test_is_for_the_own_unit(self, who: make.County) -> None:
        for actor, owner in ((who.water, make.WATER), (who.water_head, make.ROADS)):
            with pytest.raises(NotAllowed):
                publish(who, actor=actor, owner_path=owner)

    def test_keeps_the_earlier_version(self, who: make.County) -> None:
        key = publish(who)
        assert publish(who, card_key=key, words="每月一百二十元。") == key

        versions = queries.policy_card(key, at=AT)
        assert [(one.version, one.state) for one in versions] == [(2, "in_force"), (1, "replaced")]
        assert versions[1].words == WORDS
        assert kinds() == ["policy_card.changed", "policy_card.published"]
        with pytest.raises(NotFound):
            publish(who, card_key="nonsense")


@pytest.mark.django_db
class TestExpiring:
    def test_tells_its_owner_before_and_after_and_is_shown_no_longer(self, who: make.County) -> None:
        publish(who, valid_to=date(2026, 9, 10))  # a Thursday, a week from now

        ticking.tick(AT)
        ticking.tick(AT + DAY)
        assert kinds().count("policy_card.expiring") == 1
        assert len(queries.cards_for_words("高龄津贴", at=AT + 7 * DAY)) == 1
        ticking.tick(AT + 8 * DAY)
        ticking.tick(AT + 8 * DAY)
        deliver(AT + 8 * DAY)

        assert kinds().count("policy_card.expired") == 1
        assert queries.cards_for_words("高龄津贴", at=AT + 8 * DAY) == ()
        assert "cases.tell_card_owner" in told(who.water_head)
        assert "cases.tell_card_owner" not in told(who.water)

    def test_is_not_shown_even_before_the_clock_has_spoken(self, who: make.County) -> None:
        publish(who, valid_to=date(2026, 9, 10))
        publish(who, title="明年", valid_from=date(2027, 1, 1), valid_to=date(2027, 12, 31))

        assert queries.cards_for_words("高龄津贴", at=AT + 30 * DAY) == ()

    def test_comes_back_when_its_owner_has_looked(self, who: make.County) -> None:
        key = publish(who, valid_to=date(2026, 9, 10))
        ticking.tick(AT + 8 * DAY)

        for wrong in (date(2026, 9, 10), date(2026, 9, 1)):
            with pytest.raises(Refused):
                service.renew_policy_card(card_key=key, valid_to=wrong, actor=who.water_head, at=AT + 9 * DAY)
        with pytest.raises(NotAllowed):
            service.renew_policy_card(card_key=key, valid_to=date(2027, 1, 1), actor=who.roads, at=AT)
        service.renew_policy_card(card_key=key, valid_to=date(2027, 1, 1), actor=who.water_head, at=AT + 9 * DAY)

        assert Fact.objects.get(kind="policy_card.renewed").d3 == 1
        assert len(queries.cards_for_words("高龄津贴", at=AT + 10 * DAY)) == 1


@pytest.mark.django_db
class TestRetire:
    def test_ends_it_and_keeps_what_it_said(self, who: make.County) -> None:
        key = publish(who)

        service.retire_policy_card(card_key=key, actor=who.water_head, at=AT)

        assert queries.cards_for_words("高龄津贴", at=AT) == ()
        assert queries.policy_card(key, at=AT)[0].state == "retired"
        with pytest.raises(NotFound):
            service.retire_policy_card(card_key=key, actor=who.water_head, at=AT)
