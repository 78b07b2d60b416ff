"""The parts: charts, small cells, words, exports, filters. Mostly without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _lazy
from tests.web.office.seats import Office

from minqing.cases.codes import TITLES
from minqing.cases.records import ClockView, DeskFilters, Figure, UnitLine
from minqing.kernel.errors import Refused
from minqing.ledger.measures import MEASURES
from minqing.web import charts, words
from minqing.web.desk.filters import address, filters_of
from minqing.web.exports import csv_of, harmless
from minqing.web.oversight.context import shown, unit_row
from minqing.web.oversight.periods import period_of
from minqing.web.pages import fragment
from minqing.web.patterns import samples

AT = datetime(2026, 9, 9, 10, 0, tzinfo=UTC)
LINE = UnitLine("139901/water/", "县水务局", 3, 1, 1, 0, 20, 18, 0, 15, 12, 7, 0, 5, on_time_of=21)


def drawn(source: str, **context: object) -> str:
    """Draw a piece of template."""
    return Template("{% load office words %}" + source).render(Context(context))


class TestBars:
    def test_begin_at_zero_and_share_one_scale(self) -> None:
        bars = charts.bars([("甲", 10, ""), ("乙", 5, ""), ("丙", 0, "")])

        assert [bar.length for bar in bars] == [300, 150, 0]

    def test_show_the_same_numbers_in_the_table_beneath(self) -> None:
        page = drawn("{% bar_chart 'x' rows %}", rows=samples.BARS)

        chart, table = page.split("<table", 1)
        for label, value, _href in samples.BARS:
            shown = f"{value}" if value is not None else "too few"
            assert label in chart
            assert label in table
            if value is not None:
                assert shown in chart
                assert f'<td class="n">{shown}</td>' in table

    def test_draw_nothing_for_a_cell_too_small_to_show(self) -> None:
        (bar,) = charts.bars([("石桥乡", None, "")])

        assert bar.value is None
        assert bar.length == 0


class TestWilson:
    def test_holds_the_share_and_narrows_with_numbers(self) -> None:
        few, many = charts.wilson(3, 4), charts.wilson(300, 400)

        assert few[0] < 0.75 < few[1]
        assert many[1] - many[0] < few[1] - few[0]

    def test_stays_between_nought_and_one(self) -> None:
        assert charts.wilson(0, 3)[0] == 0
        assert charts.wilson(3, 3)[1] <= 1

    def test_draws_a_share_that_is_more_than_its_whole_at_the_edge(self) -> None:
        (drawn,) = charts.intervals([("城关镇", 7, 5, "")])

        assert charts.wilson(7, 5) == (1.4, 1.4)
        assert drawn.dot == drawn.low == drawn.high == charts.ROOM


class TestSmallCells:
    @pytest.mark.parametrize(
        ("answered", "solved", "small"), [(0, 0, False), (4, 0, True), (5, 5, False), (9, 8, True), (9, 4, True)]
    )
    def test_are_those_that_point_at_single_residents(self, answered: int, solved: int, small: bool) -> None:
        line = replace(LINE, answered=answered, solved=solved)

        assert line.hides_answers(5) is small

    def test_hide_what_few_residents_said_and_what_could_be_computed_from_it(self) -> None:
        many = unit_row(LINE, smallest=5)
        few = unit_row(replace(LINE, answered=4, solved=2, not_solved=2), smallest=5)
        nearly_all = unit_row(replace(LINE, answered=12, solved=10, not_solved=2), smallest=5)

        assert many.answered == 12
        assert few.answered is None
        assert nearly_all.answered is None

    def test_print_no_share_of_few_answers(self) -> None:
        figure = Figure("cases.solved", "", 20, 29)
        late = Figure("cases.on_time", "", 20, 29)

        assert shown(figure, fewest=30).value == "20/29"
        assert shown(figure, fewest=29).value == "69.0%"
        assert shown(late, fewest=30).value == "69.0%"
        assert unit_row(LINE, smallest=5, fewest=30).solved == "7/12"
        assert "%" in unit_row(LINE, smallest=5, fewest=12).solved

    def test_never_hide_how_many_were_asked(self) -> None:
        assert unit_row(replace(LINE, answered=1, solved=1, not_solved=0), smallest=5).asked == 15

    def test_count_open_overdue_requests_against_being_on_time(self) -> None:
        assert "18/21" in unit_row(LINE, smallest=5).on_time


class TestWords:
    def test_write_days_as_the_office_does(self) -> None:
        with translation.override("zh-hans"):
            assert words.long_day(date(2026, 9, 9)) == "2026年9月9日（周三）"
            assert words.share_words(911, 972) == "93.7%（911/972）"
            assert words.share_words(0, 0) == "—"
            assert words.span_words(timedelta(days=2, hours=4)) == "2 天 4 小时"

    def test_move_a_moment_to_the_offices_own_day(self) -> None:
        with translation.override("zh-hans"):
            assert words.short_day(datetime(2026, 9, 9, 17, 0, tzinfo=UTC)) == "9月10日"

    def test_hide_masked_pieces_and_escape_the_rest(self) -> None:
        page = drawn("{{ text|masked }}", text="我叫████<b>")

        assert "<mark>" in page
        assert "&lt;b&gt;" in page

    def test_leave_the_countys_own_name_out_of_lists(self) -> None:
        assert drawn("{{ name|in_county }}", name="青禾县 清源镇 柳河村") == "清源镇 柳河村"


class TestExports:
    @pytest.mark.parametrize(
        "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\n=1", "＝1+1", "＋1", "－1", "＠SUM(A1)"]
    )
    def test_never_hand_a_formula_to_a_spreadsheet(self, cell: str) -> None:
        assert harmless(cell).startswith("'")

    def test_open_as_chinese(self) -> None:
        answer = csv_of("a", ["单位"], [["县水务局"]])

        assert answer.content.startswith(b"\xef\xbb\xbf")
        assert "县水务局" in answer.content.decode("utf-8-sig")


class TestFilters:
    def test_come_back_from_the_address_they_were_written_to(self) -> None:
        filters = DeskFilters(tone="late", matter_number=101, supervised=True, registered_from=date(2026, 9, 1))
        query = dict(part.split("=") for part in address("all", filters).partition("?")[2].split("&"))

        assert filters_of(query) == filters

    def test_refuse_what_they_cannot_read(self) -> None:
        with pytest.raises(Refused):
            filters_of({"registered_to": "soon"})


class TestPeriods:
    def test_are_half_open_and_hold_today(self) -> None:
        for name in ("week", "month", "quarter", "year"):
            period = period_of({"period": name}, date(2026, 9, 9))
            assert period.start <= date(2026, 9, 9) < period.end

    def test_refuse_the_wrong_way_round(self) -> None:
        with pytest.raises(Refused):
            period_of({"from": "2026-09-09", "to": "2026-09-01"}, date(2026, 9, 9))


class TestFragment:
    def test_refuses_a_whole_page(self, rf: object) -> None:
        with pytest.raises(ValueError, match="is a page"):
            fragment(rf.get("/"), "office/desk/desk.html")  # type: ignore[attr-defined]


@pytest.mark.django_db
class TestPatternBook:
    def test_shows_every_part_in_its_states_in_development_only(self, settings: object, office: Office) -> None:
        assert Client().get("/office/patterns").status_code == 404
        settings.PATTERN_BOOK = True  # type: ignore[attr-defined]

        page = Client().get("/office/patterns").content.decode()

        for part in ("pattern-empty", "pattern-queue-one", "pattern-queue-many", "pattern-queue-long"):
            assert part in page
        for part in ("pattern-queue-late", "pattern-refusal", "pattern-forms", "pattern-charts", "pattern-stats"):
            assert part in page


class TestRowsOfAList:
    def test_escape_what_is_not_marked_as_safe_whatever_language_it_waits_for(self) -> None:
        groups = [("<b>", [("a&b", _lazy("Late")), ('"', mark_safe("<i>斜</i>"))])]

        page = Template("{% load lists %}{% options groups 'a&b' %}").render(Context({"groups": groups}))

        assert page == (
            '<optgroup label="&lt;b&gt;"><option value="a&amp;b" selected>超期</option>'
            '<option value="&quot;"><i>斜</i></option></optgroup>'
        )

    def test_write_a_clock_that_carries_markup_as_words(self) -> None:
        view = ClockView(None, "late", "<script>超 3 小时")

        page = Template("{% load lists %}{% clock view number %}").render(Context({"view": view, "number": '"x'}))

        assert page == '<span class="clock late" id="clock-&quot;x">&lt;script&gt;超 3 小时</span>'


class TestLinked:
    def test_leads_from_a_number_to_its_request_and_escapes_the_rest(self) -> None:
        told = drawn("{{ text|linked }}", text="诉求 2026-000110 已撤回 <b>，见2026-12。")

        assert told == '诉求 <a href="/office/cases/2026-000110/">2026-000110</a> 已撤回 &lt;b&gt;，见2026-12。'


def test_names_of_measures_can_be_understood_alone() -> None:
    with translation.override("zh-hans"):
        codes = {str(title) for titles in TITLES.values() for title in titles.values()}
        alone = {key: str(one.title) for key, one in MEASURES.items() if key.startswith(("cases.", "public."))}
        assert {key: title for key, title in alone.items() if title in codes or len(title) < 4} == {}
        assert len(set(alone.values())) == len(alone)
