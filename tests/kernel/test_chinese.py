"""Chinese words without a dictionary: what is in the text is found, what is not is not."""

from hypothesis import given
from hypothesis import strategies as st

from minqing.kernel.chinese import bigrams, query_phrases

han = st.text(alphabet="污水处理村路灯停电井盖", min_size=1, max_size=12)


def found(query: str, text: str) -> bool:
    """Search as an index does: each phrase side by side, a phrase of one token as a prefix."""
    tokens = bigrams(text)
    return all(_phrase(phrase, tokens) for phrase in query_phrases(query))


def _phrase(phrase: list[str], tokens: list[str]) -> bool:
    if len(phrase) == 1:
        return any(token.startswith(phrase[0]) for token in tokens)
    width = len(phrase)
    return any(tokens[i : i + width] == phrase for i in range(len(tokens)))


class TestBigrams:
    def test_cuts_words_into_pairs_and_keeps_the_last_character(self) -> None:
        assert bigrams("污水处理，A3栋") == ["污水", "水处", "处理", "理", "a3", "栋"]

    def test_is_empty_without_words(self) -> None:
        assert bigrams("……！") == []


class TestQueryPhrases:
    @given(text=han, start=st.integers(0, 11), length=st.integers(1, 6))
    def test_finds_every_word_of_one_to_six_characters(self, text: str, start: int, length: int) -> None:
        start %= len(text)

        assert found(text[start : start + length], text)

    @given(text=han, query=han)
    def test_finds_nothing_that_is_not_there(self, text: str, query: str) -> None:
        assert found(query, text) == (query in text)

    def test_reads_full_width_letters_and_several_words(self) -> None:
        assert query_phrases("ＡＢ 停水") == [["ab"], ["停水"]]
