"""The preview shows what the handling unit will read, and what the resident hides is hidden in what is sent."""

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from minqing.vault.masking import mask
from minqing.web.resident.drafting import Draft
from minqing.web.resident.preview import extra_spans, not_found, pieces_of_place, pieces_of_words, place_to_send

DRAFT = Draft(words="老槐树边的水管坏了，请打13812345678。", where="老槐树往北", phone="13812345678", call="call")


def read_by_unit(draft: Draft) -> str:
    return "".join("████" if piece.how != "open" else piece.text for piece in pieces_of_words(draft))


class TestPiecesOfWords:
    def test_covers_the_phone(self) -> None:
        assert read_by_unit(DRAFT) == "老槐树边的水管坏了，请打████。"

    def test_covers_what_the_resident_wants_covered_besides(self) -> None:
        draft = dataclasses.replace(DRAFT, hide="老槐树\n")

        assert read_by_unit(draft) == "████边的水管坏了，请打████。"
        assert [piece.how for piece in pieces_of_words(draft)] == ["hidden", "open", "masked", "open"]

    def test_shows_exactly_what_the_door_will_keep(self) -> None:
        draft = dataclasses.replace(DRAFT, hide="水管")

        kept = mask(draft.text, known=(draft.number,), extra_spans=extra_spans(draft)).text

        assert read_by_unit(draft) == kept

    @given(
        st.text("水电路修坏请王建国13 \n<&", max_size=40),
        st.lists(st.text("水电王1 ", min_size=1, max_size=3), max_size=3),
    )
    def test_loses_and_doubles_no_character(self, words: str, hidden: list[str]) -> None:
        draft = Draft(words=words, hide="\n".join(hidden))

        assert "".join(piece.text for piece in pieces_of_words(draft)) == draft.text


class TestExtraSpans:
    def test_finds_every_place_of_a_word(self) -> None:
        assert extra_spans(Draft(words="水管，水管", hide="水管")) == ((0, 2), (3, 5))

    def test_takes_the_longer_of_two_that_overlap(self) -> None:
        assert extra_spans(Draft(words="自来水管", hide="来水\n自来水管")) == ((0, 4),)

    def test_counts_places_in_the_words_as_they_are_sent(self) -> None:
        assert extra_spans(Draft(words="  水管坏了", hide="水管")) == ((0, 2),)

    def test_takes_an_odd_sign_as_itself(self) -> None:
        assert extra_spans(Draft(words="(.*)坏了", hide="(.*)")) == ((0, 4),)


class TestPlaceToSend:
    def test_strikes_out_what_is_hidden(self) -> None:
        draft = dataclasses.replace(DRAFT, hide="老槐树")

        assert place_to_send(draft) == "████往北"
        assert [piece.how for piece in pieces_of_place(draft)] == ["hidden", "open"]


class TestNotFound:
    def test_names_a_word_that_stands_nowhere(self) -> None:
        assert not_found(dataclasses.replace(DRAFT, hide="水管\n电线")) == ["电线"]
