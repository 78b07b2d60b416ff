"""Asking the index gives what a plain look at every text gives, wherever the newest documents end."""

from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.cases import AT

from minqing.cases import search
from minqing.cases.finding import Asked, fts5, hits, newest, tsvector
from minqing.cases.models import Case
from minqing.kernel.chinese import query_phrases

PLACES = ("139901/101/201/", "139901/101/202/", "139901/102/203/")
TOWN = (((search.path_token("p", "139901/101/"),),),)
LETTERS = "灯水路井"
Documents = dict[int, tuple[str, str]]

pytestmark = pytest.mark.django_db


def fill(texts: list[tuple[str, str]]) -> Documents:
    """Put documents into the index, from the oldest to the newest: serial → place and text."""
    made = {3 * number + 5: one for number, one in enumerate(texts)}
    for serial, (place, text) in made.items():
        at = AT + timedelta(days=serial)
        search.index(Case(serial=serial, place_path=place, intake_path="139901/", registered_at=at), text)
    return made


def asking(words: list[list[str]], **how: object) -> Asked:
    """Write down what is asked: each word as one of some runs of Chinese characters."""
    return Asked(tuple(tuple(tuple(query_phrases(run)[0]) for run in word) for word in words), **how)  # type: ignore[arg-type]


def plainly(made: Documents, words: list[list[str]], asked: Asked) -> list[int]:
    """Look at every document: what holds each word, newest first."""
    held = [
        serial
        for serial, (place, text) in made.items()
        if all(any(run in text for run in word) for word in words)
        and (not asked.narrow or place.startswith("139901/101/"))
        and (asked.before is None or serial < asked.before)
    ]
    return sorted(held, reverse=True)


def check(made: Documents, words: list[list[str]], asked: Asked) -> None:
    """Compare what the index gives with the plain look."""
    expected, found = plainly(made, words, asked), hits(asked)
    known = {*found.newest, *found.others}

    assert found.newest == expected[: len(found.newest)], words
    assert known <= set(expected), words
    if found.is_all:
        assert found.newest == expected, words
    else:
        assert len(found.newest) >= min(asked.shown, len(expected)), words
        assert len(known) >= min(asked.counted, len(expected)), words


@pytest.mark.parametrize("first", [1, 4, 500])
@pytest.mark.parametrize("near", [3, 15, 500])
def test_finds_what_a_plain_look_finds(monkeypatch: pytest.MonkeyPatch, first: int, near: int) -> None:
    chance = Random(100 * first + near)
    monkeypatch.setattr(fts5, "NEAR", near)
    for name, value in (("FIRST", first), ("NEAR", near), ("SAMPLE", 30), ("SELDOM", 3)):
        monkeypatch.setattr(newest, name, value)
    monkeypatch.setattr(newest, "TELLING", chance.choice((0.0, 0.5, 0.99)))
    monkeypatch.setattr(tsvector, "FEW", chance.choice((0.0, 0.5, 0.99)))
    made = fill([(chance.choice(PLACES), _said(chance, 3, 9)) for _ in range(60)])

    for _ in range(60):
        words = [
            [_said(chance, 1, 1) for _ in range(chance.choice((1, 1, 2)))] for _ in range(chance.choice((1, 2, 3)))
        ]
        narrow = chance.choice(((), TOWN))
        before = chance.choice((None, chance.randrange(190)))
        shown = chance.choice((1, 3, 6))
        counted = shown + chance.choice((0, 8, 100))
        check(made, words, asking(words, narrow=narrow, before=before, shown=shown, counted=counted))


def _said(chance: Random, fewest: int, most: int) -> str:
    runs = ("".join(chance.choices(LETTERS, k=chance.choice((1, 2, 2, 3, 4)))) for _ in range(most))
    return "，".join(list(runs)[: chance.randint(fewest, most)])


class TestWordsThatNeverMeet:
    """Two words that are frequent, each of several pairs of characters, and never in the same document."""

    EVEN, ODD = "污水处理", "道路照明"

    @pytest.fixture(autouse=True)
    def small(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let a few documents be many."""
        for name, value in (("FIRST", 4), ("NEAR", 8), ("SAMPLE", 20)):
            monkeypatch.setattr(newest, name, value)

    def statements(self, words: list[list[str]], **how: object) -> list[str]:
        """The statements of one search."""
        with CaptureQueriesContext(connection) as asked:
            hits(asking(words, **how))
        return [query["sql"] for query in asked]

    def test_are_parted_by_one_pair_of_each(self) -> None:
        made = fill([(PLACES[0], f"{self.ODD if number % 2 else self.EVEN}的事") for number in range(60)])
        words = [[self.EVEN], [self.ODD]]

        check(made, words, asking(words))
        check(made, words, asking(words, narrow=TOWN, before=100))
        if connection.vendor == "postgresql":
            last = self.statements(words)[-1]
            assert last.count("tokens @@") == 2
            assert last.index("'污水'' & ''道路") < last.index("水处")

    def test_are_found_where_they_meet_after_all(self) -> None:
        texts = [(PLACES[0], f"{self.ODD if number % 2 else self.EVEN}的事") for number in range(60)]
        texts[7] = texts[11] = (PLACES[1], f"{self.EVEN}和{self.ODD}")
        texts[9] = (PLACES[1], f"{self.EVEN[:2]}和{self.ODD[:2]}")
        made = fill(texts)
        words = [[self.EVEN], [self.ODD]]

        for shown in (1, 2, 21):
            check(made, words, asking(words, shown=shown))
        assert hits(asking(words)).newest == [38, 26]

    def test_are_followed_whole_where_they_often_meet_or_a_pair_is_seldom(self) -> None:
        texts = [(PLACES[0], f"{self.EVEN}和{self.ODD if number < 30 else self.ODD[:2]}") for number in range(60)]
        made = fill(texts)

        for words in ([[self.EVEN], ["和道路"]], [[self.EVEN], [self.ODD]], [[self.EVEN], ["道路井盖"]]):
            check(made, words, asking(words, shown=3))
            if connection.vendor == "postgresql":
                assert all(sql.count("tokens @@ (") < 2 for sql in self.statements(words, shown=3)), words
