"""Codes that people read aloud, and ids that sort by time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from minqing.kernel import ids
from minqing.kernel.ids import ALPHABET, crockford, grouped, is_valid_code, normalise_code, uuid7, with_check

bodies = st.text(alphabet=ALPHABET, min_size=8, max_size=16)
NOON = datetime(2026, 9, 2, 4, 0, tzinfo=UTC)


class TestCheckCharacter:
    @given(body=bodies, place=st.integers(0, 15), wrong=st.sampled_from(ALPHABET))
    def test_finds_every_single_wrong_letter(self, body: str, place: int, wrong: str) -> None:
        code = with_check(body)
        place %= len(code)
        assume(code[place] != wrong)

        assert not is_valid_code(code[:place] + wrong + code[place + 1 :])

    @given(body=bodies, place=st.integers(0, 14))
    def test_finds_swapped_neighbours(self, body: str, place: int) -> None:
        code = with_check(body)
        place %= len(code) - 1
        left, right = code[place], code[place + 1]
        assume(left != right and {left, right} != {"0", "Z"})

        assert not is_valid_code(code[:place] + right + left + code[place + 2 :])

    @given(body=bodies)
    def test_accepts_what_it_made_and_the_ways_people_write_it(self, body: str) -> None:
        code = with_check(body)

        assert is_valid_code(code)
        assert normalise_code(f" {grouped(code.lower())} ") == code
        assert normalise_code(code.replace("0", "O").replace("1", "l")) == code

    @pytest.mark.parametrize("text", ["", "7", "7K3U", "七七"])
    def test_refuses_what_is_no_code(self, text: str) -> None:
        assert not is_valid_code(text)

    def test_refuses_another_length(self) -> None:
        assert not is_valid_code(with_check("7K3FQ2MX"), length=17)

    def test_reads_full_width_letters(self) -> None:
        assert normalise_code("７ｋ３Ｆ－Ｑ2mx".replace("－", "-")) == "7K3FQ2MX"


class TestUuid7:
    @pytest.fixture(autouse=True)
    def own_counter(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The counter is the process's; another test may have filled it for the same millisecond."""
        monkeypatch.setattr(ids, "_counter", ids._Counter())

    def test_sorts_by_time_and_says_its_version(self) -> None:
        early, late = uuid7(NOON), uuid7(NOON + timedelta(milliseconds=1))

        assert early < late
        assert (early.version, early.variant) == (7, "specified in RFC 4122")

    def test_sorts_by_order_of_making_within_one_millisecond(self) -> None:
        made = [uuid7(NOON) for _ in range(1000)]

        assert made == sorted(made)
        assert len(set(made)) == 1000

    def test_still_differs_when_the_counter_is_full(self) -> None:
        assert len({uuid7(NOON) for _ in range(5000)}) == 5000


class TestCrockford:
    def test_takes_the_first_bits(self) -> None:
        assert crockford(b"\xff\x00", 2) == "ZW"

    def test_refuses_too_few_bytes(self) -> None:
        with pytest.raises(ValueError, match="not enough"):
            crockford(b"\xff", 2)
