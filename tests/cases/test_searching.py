"""Searching requests: words, numbers, sounds of names; within reach, newest first, counted up to a thousand."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import cases as make
from tests.factories.cases import AT

from minqing.cases import queries
from minqing.cases.finding import fts5, newest, tsvector
from minqing.cases.queries import searching
from minqing.cases.records import SearchOnly
from minqing.kernel.access import Actor, Grant
from minqing.kernel.errors import Refused
from minqing.kernel.ref import Ref

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DARK = "河边的井盖不见了。"


@pytest.fixture
def who(db: None) -> make.County:
    """The county."""
    return make.county()


def found(actor: Actor, text: str, **only: object) -> list[str]:
    """The numbers that a search finds."""
    hits = queries.requests_found(actor, text, only=SearchOnly(**only), at=AT)  # type: ignore[arg-type]
    return [hit.line.number for hit in hits.items]


def count(actor: Actor, text: str, **only: object) -> str:
    """How many a search says there are."""
    return queries.requests_found(actor, text, only=SearchOnly(**only), at=AT).count  # type: ignore[arg-type]


class TestWords:
    def test_finds_words_of_one_to_six_characters(self, who: make.County) -> None:
        made = make.in_hand(who)

        for text in (
            "灯", "路灯", "村口的", "村口的路", "口的路灯坏", "村口的路灯坏", "晚上走路看不见", "柳河", "路灯 晚上",
        ):  # fmt: skip
            assert found(who.water, text) == [made.number], text
        for text in ("路人", "灯路", "水库", "路灯 水库", "", "  ", "!!!"):
            assert found(who.water, text) == [], text

    def test_reads_full_width_letters_and_digits(self, who: make.County) -> None:
        made = make.in_hand(who, words="村口的路灯坏了，是 LED 灯，第 3 根杆。")

        for text in ("led", "ＬＥＤ", "LE", "3", "３ 路灯"):
            assert found(who.water, text) == [made.number], text

    def test_finds_numbers_and_receipts(self, who: make.County) -> None:
        made = make.in_hand(who)

        assert found(who.water, made.number) == [made.number]
        assert found(who.intake, made.receipt) == [made.number]
        assert found(who.roads, made.number) == []
        assert (count(who.water, made.number), count(who.roads, made.number)) == ("1", "0")

    def test_never_finds_what_was_masked(self, who: make.County) -> None:
        make.in_hand(who)

        assert found(who.water, "王秀兰") == []
        assert found(who.water, "13800001234") == []

    def test_survives_whatever_is_typed(self, who: make.County) -> None:
        make.in_hand(who)

        for text in ('"', "' OR 1=1 --", "a AND", "路灯*", "路灯\\", "(灯", "NEAR(路灯)", "\x00路灯", "路" * 200, "zz"):
            found(who.water, text)
        with pytest.raises(Refused):
            queries.requests_found(who.water, "路灯", cursor="broken", at=AT)


class TestSounds:
    def test_finds_by_the_initials_or_the_pinyin_of_unit_place_and_matter(self, who: make.County) -> None:
        made = make.in_hand(who, matter_number=101)
        other = make.registered(place_path=make.OTHER_VILLAGE, words=DARK, matter_number=132)

        assert found(who.intake, "swj") == found(who.intake, "shuiwuju") == [made.number]
        assert found(who.intake, "lhc") == found(who.intake, "LiuHe") == [made.number]
        assert found(who.intake, "sqc") == found(who.intake, "dqc") == [other.number]
        assert found(who.intake, "qhx") == [other.number, made.number]
        assert found(who.intake, "swj 路灯") == [made.number]
        assert found(who.intake, "swj 井盖") == found(who.intake, "xyz") == found(who.intake, "l") == []

    def test_finds_by_the_sound_of_a_matter(self, who: make.County) -> None:
        made = make.registered(matter_number=101)
        make.registered(matter_number=132)
        name = {one.number: one.name for one in queries.matters()}[101]

        hits = queries.requests_found(who.intake, "gs" if name.startswith("供水") else _initials(name), at=AT)

        assert [hit.line.number for hit in hits.items] == [made.number]
        assert name in hits.marked


def _initials(name: str) -> str:
    from minqing.kernel.pinyin import sounds_of

    return sounds_of(name).split()[0]


class TestReach:
    def test_is_the_readers_own(self, who: make.County) -> None:
        make.in_hand(who)

        assert found(who.roads, "路灯") == found(who.roads, "灯") == found(who.roads, "swj") == []
        assert found(Actor(Ref("post", "nobody")), "路灯") == []
        assert count(who.roads, "路灯") == count(Actor(Ref("post", "nobody")), "路灯") == "0"

    def test_does_not_even_count_what_is_kept_from_a_reader(self, who: make.County) -> None:
        made = make.registered(about_org_path=make.CENTRE)

        assert found(who.intake, "路灯") == []
        assert (count(who.intake, "路灯"), count(who.overseer, "路灯")) == ("0", "1")
        assert found(who.overseer, "路灯") == [made.number]

    def test_asks_for_nothing_that_every_request_carries(self, who: make.County) -> None:
        made = make.in_hand(who)
        everything = Actor(Ref("post", "head"), (Grant("cases.read", "139901/", "139901/"),))

        with CaptureQueriesContext(connection) as asked:
            assert [found(actor, "路灯") for actor in (who.water, everything)] == [[made.number]] * 2

        statements = [query["sql"] for query in asked if "cases_search" in query["sql"]]
        assert any("zo139901zwaterz" in sql for sql in statements)
        assert not any("zo139901z " in sql or "zp139901z" in sql for sql in statements)


class TestOrder:
    def test_is_newest_first_page_by_page_and_counted_once(self, who: make.County) -> None:
        made = [make.registered(at=AT + n * HOUR).number for n in range(23)]

        first = queries.requests_found(who.intake, "路灯", at=AT)
        second = queries.requests_found(who.intake, "路灯", cursor=first.next, at=AT)

        assert [hit.line.number for hit in (*first.items, *second.items)] == sorted(made, reverse=True)
        assert (first.count, second.count, second.next) == ("23", "", None)

    @pytest.mark.parametrize("near", [1, 2, 7, 22, 23, 500])
    def test_is_the_same_wherever_the_newest_end(
        self, who: make.County, monkeypatch: pytest.MonkeyPatch, near: int
    ) -> None:
        for module in (fts5, newest):
            monkeypatch.setattr(module, "NEAR", near)
        monkeypatch.setattr(newest, "FIRST", near // 2 + 1)
        lit, dark = [], []
        for n in range(12):
            lit.append(make.in_hand(who, at=AT + 2 * n * HOUR).number)
            dark.append(make.registered(at=AT + (2 * n + 1) * HOUR, words=DARK).number)

        for text in ("路灯", "灯", "村口的路灯 坏了三天", "路灯 坏了"):
            assert found(who.intake, text) == sorted(lit, reverse=True), text
            assert found(who.water, text) == sorted(lit, reverse=True), text
        assert found(who.intake, "村口的路灯 河边的井盖") == found(who.intake, "村口的灯 坏了三天") == []
        assert found(who.intake, "井盖") == found(who.intake, "盖") == sorted(dark, reverse=True)

    @pytest.mark.parametrize("near", [1, 3, 500])
    def test_counts_stop(self, who: make.County, monkeypatch: pytest.MonkeyPatch, near: int) -> None:
        for module in (fts5, newest):
            monkeypatch.setattr(module, "NEAR", near)
        monkeypatch.setattr(searching, "THOUSAND", 5)
        monkeypatch.setattr(searching, "SIZE", 2)
        for n in range(5):
            make.registered(at=AT + n * HOUR)
        assert count(who.intake, "路灯") == count(who.intake, "灯") == "5"

        kept = [make.registered(at=AT + n * HOUR, about_org_path=make.CENTRE) for n in range(5, 9)]

        assert count(who.intake, "路灯") == count(who.intake, "灯") == "5"
        assert count(who.overseer, "路灯") == count(who.overseer, "灯") == "5+"
        assert found(who.overseer, "路灯") == [kept[3].number, kept[2].number]
        make.registered(at=AT + 9 * HOUR)
        assert count(who.intake, "路灯") == count(who.intake, "灯") == "5+"


class TestFilters:
    @pytest.mark.parametrize("few", [0, 5000])
    def test_of_what_is_open_and_what_has_left(
        self, who: make.County, monkeypatch: pytest.MonkeyPatch, few: int
    ) -> None:
        for module in (fts5, tsvector):
            monkeypatch.setattr(module, "FEW_OPEN", few)
        left = make.closed(who)
        still = make.in_hand(who, at=AT + HOUR)

        for text in ("路灯", "灯"):
            assert found(who.overseer, text, state="open") == [still.number]
            assert found(who.overseer, text, state="left") == [left.number]
            assert found(who.overseer, text, state="open", place_path=make.VILLAGE) == [still.number]
            assert found(who.overseer, text, state="open", place_path=make.OTHER_VILLAGE) == []
        assert (count(who.overseer, "路灯", state="open"), count(who.overseer, "路灯")) == ("1", "2")

    def test_of_place_and_days(self, who: make.County) -> None:
        here = make.registered(at=AT)
        there = make.registered(at=AT + 40 * DAY, place_path=make.OTHER_VILLAGE)
        day = AT.date()

        for text in ("路灯", "灯"):
            assert found(who.intake, text, place_path=make.VILLAGE) == [here.number]
            assert found(who.intake, text, place_path="139901/102/") == [there.number]
            assert found(who.intake, text, since=day, until=day) == [here.number]
            assert found(who.intake, text, since=day + DAY) == [there.number]
            assert found(who.intake, text, until=day + 40 * DAY) == [there.number, here.number]
            assert found(who.intake, text, since=date(2027, 1, 1)) == []
        with pytest.raises(Refused):
            found(who.intake, "路灯", since=day, until=day - DAY)


class TestUpgrade:
    def test_adds_the_days_to_what_was_indexed_before(self, who: make.County) -> None:
        made = make.registered(at=AT.replace(hour=20))  # the next day in the county
        statement, gone = WITHOUT_DAYS[connection.vendor]
        with connection.cursor() as cursor:
            cursor.execute(statement, gone)
        day = AT.date() + DAY
        assert found(who.intake, "路灯", since=day, until=day) == []

        with connection.cursor() as cursor:
            cursor.execute(
                import_module("minqing.cases.migrations.0018_found_by_sounds_and_days").DAYS[connection.vendor]
            )

        for text in ("路灯", "灯"):
            assert found(who.intake, text, since=day, until=day) == [made.number]
            assert found(who.intake, text, since=day, until=day, state="open") == [made.number]
            assert found(who.intake, text, until=day - DAY) == []


OF_THAT_DAY = ["zy2026", "zm202609", "zd20260904"]
WITHOUT_DAYS: dict[str, tuple[str, list[object]]] = {
    "sqlite": ("UPDATE cases_search SET tokens = replace(tokens, %s, '')", [f" {' '.join(OF_THAT_DAY)}"]),
    "postgresql": ("UPDATE cases_search SET tokens = ts_delete(tokens, %s::text[])", [OF_THAT_DAY]),
}


class TestExcerpts:
    def test_show_the_words_around_a_hit_that_the_first_ones_do_not_hold(self, who: make.County) -> None:
        make.registered(words="村口的路灯坏了三天。" + "晚上看不见路，" * 12 + "河边的石桥也该修了，栏杆断了两根。")

        (near,) = queries.requests_found(who.intake, "路灯", at=AT).items
        (far,) = queries.requests_found(who.intake, "石桥", at=AT).items

        assert near.excerpt == near.line.first_words
        assert "河边的石桥也该修了" in far.excerpt
        assert far.excerpt.startswith("…")
        assert len(far.excerpt) <= 50


class TestQueries:
    def test_are_as_many_for_a_long_list_as_for_a_short_one(self, who: make.County) -> None:
        make.in_hand(who)
        with CaptureQueriesContext(connection) as few:
            found(who.water, "路灯")
        for n in range(8):
            make.in_hand(who, at=AT + n * HOUR)
        with CaptureQueriesContext(connection) as many:
            found(who.water, "路灯")

        with CaptureQueriesContext(connection) as by_sound:
            found(who.water, "swj lhc")

        assert len(many) == len(few) <= 7
        assert (
            len(by_sound) <= len(many) + 8
        )  # three look-ups of names a word, a rough look first, the texts of excerpts
