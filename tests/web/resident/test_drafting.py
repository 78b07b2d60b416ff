"""A report on its way keeps every character and says plainly what is missing."""

import pytest

from minqing.web.resident.drafting import STEPS, Draft, first_problem, problems_of, read_draft

FULL = Draft(words="自来水三天没来了。", call="none", token="t" * 32)


class TestReadDraft:
    def test_keeps_every_character_and_counts_a_line_break_once(self) -> None:
        draft = read_draft({"words": "第一行\r\n第二行 <b>&amp;</b>", "token": "t" * 32})

        assert draft.words == "第一行\n第二行 <b>&amp;</b>"
        assert draft.token == "t" * 32

    @pytest.mark.parametrize("unseen", ["\x00", "\u200b", "\u202e", "\ufeff", "\ud800"])
    def test_drops_what_no_person_types(self, unseen: str) -> None:
        assert read_draft({"words": f"自来{unseen}水"}).words == "自来水"

    @pytest.mark.parametrize("token", ["", "short", "<script>alert(1)</script>aaaa", "t" * 65])
    def test_replaces_a_missing_or_strange_token(self, token: str) -> None:
        found = read_draft({"token": token}).token

        assert found != token
        assert len(found) == 32


class TestProblemsOf:
    def test_finds_nothing_in_a_complete_report(self) -> None:
        assert [problems_of(FULL, step) for step in STEPS] == [{}, {}, {}, {}, {}]

    @pytest.mark.parametrize("words", ["", "   ", "\n\n"])
    def test_asks_for_words(self, words: str) -> None:
        assert set(problems_of(Draft(words=words), "words")) == {"words"}

    def test_takes_ten_thousand_characters_and_not_one_more(self) -> None:
        assert problems_of(Draft(words="水" * 10_000), "words") == {}
        assert "1" in str(problems_of(Draft(words="水" * 10_001), "words")["words"])

    def test_counts_no_blanks_at_the_ends(self) -> None:
        assert problems_of(Draft(words=" \n" + "水" * 10_000 + "\n\n"), "words") == {}

    @pytest.mark.parametrize(("step", "field", "most"), [("where", "where", 300), ("check", "hide", 2000)])
    def test_limits_the_other_texts(self, step: str, field: str, most: int) -> None:
        assert problems_of(Draft(**{field: "水" * most}), step) == {}
        assert set(problems_of(Draft(**{field: "水" * (most + 1)}), step)) == {field}

    def test_wants_one_choice_about_calling(self) -> None:
        assert set(problems_of(Draft(call="maybe"), "contact")) == {"call"}

    @pytest.mark.parametrize("phone", ["", "三七", "12", "not a number", "1" * 16])
    @pytest.mark.parametrize("call", ["call", "text"])
    def test_wants_a_phone_where_one_is_to_be_used(self, call: str, phone: str) -> None:
        assert set(problems_of(Draft(call=call, phone=phone), "contact")) == {"phone"}

    @pytest.mark.parametrize(
        "phone", ["13812345678", "138 1234 5678", "１３８１２３４５６７８", "+86 138-1234-5678", "0310 5550101"]
    )
    def test_reads_a_phone_however_it_is_typed(self, phone: str) -> None:
        assert problems_of(Draft(call="call", phone=phone), "contact") == {}

    def test_sends_no_phone_that_was_typed_and_then_not_wanted(self) -> None:
        assert Draft(call="none", phone="13812345678").number == ""


class TestFirstProblem:
    def test_leads_back_to_the_step_that_was_skipped(self) -> None:
        found = first_problem(Draft(words="水", call=""))

        assert found is not None
        assert found[0] == "contact"

    def test_finds_nothing_when_all_is_there(self) -> None:
        assert first_problem(FULL) is None


class TestCarried:
    @pytest.mark.parametrize("step", STEPS)
    def test_carries_what_the_step_does_not_ask_and_nothing_twice(self, step: str) -> None:
        draft = Draft("a", "b", "c", "d", "call", "1", "e", "1", "1", "t" * 32)

        carried = [name for name, _value in draft.carried(step)]

        assert len(carried) == len(set(carried))
        assert ("token", "t" * 32) in draft.carried(step)
        assert not set(carried) & {"photos"}
