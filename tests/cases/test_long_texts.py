"""Search in long texts: the tail of the longest report is found, and what was answered after it."""

from datetime import timedelta
from random import Random

import pytest
from tests.factories import cases as make

from minqing.cases import queries, search, service

AT = make.AT
DAY = timedelta(days=1)
MOST = 10_000


def long_text(tail: str, *, seed: int = 7) -> str:
    """As many characters as a report may have, hardly any pair twice, with one sentence at the very end."""
    random = Random(seed)
    filling = "".join(chr(random.randrange(0x4E00, 0x9FA5)) for _ in range(MOST - len(tail)))
    return filling + tail


def found(who: make.County, text: str) -> list[str]:
    return [hit.line.number for hit in queries.search(who.overseer, text, at=AT + 3 * DAY).items]


@pytest.mark.django_db
class TestLongTexts:
    def test_the_tail_of_the_longest_report_is_found(self, who: make.County) -> None:
        made = make.registered(words=long_text("翠屏渠闸门"))

        for words in ("翠屏渠闸门", "翠屏", "门"):
            assert made.number in found(who, words)
        assert found(who, "翠屏门闸") == []

    def test_words_added_and_answers_after_it_are_found(self, who: make.County) -> None:
        made = make.in_hand(who, words=long_text("翠屏渠闸门"))
        for number in range(6):
            service.add_words(
                receipt=made.receipt, words=long_text(f"补{number}丙丁", seed=number)[-2000:], at=AT + DAY
            )
        make.reply(who, made.number, at=AT + 2 * DAY, words="龙潭泵站已经修好。")

        for words in ("翠屏渠闸门", "补0丙丁", "补5丙丁", "龙潭泵站"):
            assert found(who, words) == [made.number]

    def test_so_are_an_answer_to_a_demand_and_one_to_a_question(self, who: make.County) -> None:
        made = make.in_hand(who)
        service.ask_resident(number=made.number, actor=who.water, at=AT + DAY, question="在哪里？")
        service.answer_question(receipt=made.receipt, words="在石桥东头。", at=AT + DAY)
        assert found(who, "石桥东头") == [made.number]

        make.reply(who, made.number, at=AT + 2 * DAY, words="龙潭泵站已经修好。")

        for words in ("石桥东头", "换好了灯泡"):
            assert found(who, words) == [made.number]

    def test_no_phrase_is_cut_where_a_lap_ends(self, who: make.County, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(search, "LAP", 40)
        words = long_text("")[:200]

        made = make.registered(words=words)

        assert all(found(who, words[start : start + 6]) == [made.number] for start in range(195))

    def test_so_is_what_is_spoken_of_over_and_over(self, who: make.County) -> None:
        made = make.registered(words="路灯坏了没人管。" * 1200 + "路灯在翠屏渠。")

        assert found(who, "路灯在翠屏渠") == [made.number]

    def test_a_word_without_end_is_taken_all_the_same(self, who: make.County) -> None:
        made = make.registered(words="a" * MOST)

        assert found(who, "aaaaaaaa") == [made.number]
