"""Names found by their sounds: initials, whole pinyin, from any character on, with either reading."""

import pytest

from minqing.kernel.pinyin import MOST, is_sound, sounds_of


def heard(word: str, name: str) -> bool:
    """Tell whether a name is found by a word, as the column is asked."""
    return f" {word}" in sounds_of(name)


class TestSoundsOf:
    @pytest.mark.parametrize("word", ["qhx", "hx", "qinghexian", "qinghex", "hexian"])
    def test_begins_at_any_character(self, word: str) -> None:
        assert heard(word, "青禾县")

    @pytest.mark.parametrize(
        ("word", "name"), [("caz", "长安镇"), ("zaz", "长安镇"), ("cqx", "重庆乡"), ("zqx", "重庆乡")]
    )
    def test_takes_either_reading(self, word: str, name: str) -> None:
        assert heard(word, name)

    def test_does_not_begin_within_a_syllable(self) -> None:
        assert not heard("ing", "青禾县")

    def test_keeps_letters_and_digits_of_a_name(self) -> None:
        assert heard("d3wg", "第3网格")
        assert sounds_of("A3") == sounds_of("") == ""

    def test_ends_somewhere(self) -> None:
        line = sounds_of("长" * 60)

        assert len(line) <= MOST


class TestIsSound:
    def test_asks_for_two_letters(self) -> None:
        assert [is_sound(word) for word in ("qh", "q", "q1", "青禾", "")] == [True, False, False, False, False]
