"""The briefing says figures and nothing else, the same in all three shapes, and each of them opens."""

import io
import re
import zipfile
from datetime import UTC, date, datetime, timedelta
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone
from tests.factories import cases as make
from tests.factories.panels import happen
from tests.factories.stocks import settle
from tests.web.office.seats import Office, client_of

from minqing.insight.briefing import Briefing, Period, briefing
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.times import day_of
from minqing.ledger.definitions import definition_hash
from minqing.ledger.measures import MEASURES
from minqing.ledger.spans import Span
from minqing.web.briefing.blocks import Heading, Paragraph, Run, Table
from minqing.web.briefing.periods import chosen, offered
from minqing.web.briefing.word import WORD_TYPE, word_document

pytestmark = pytest.mark.django_db
ADDRESS = "/office/briefing/"
MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MARK = re.compile(r'<a href="(/office/measures/[^"]+/number/[^"]+)">\[(\d+)\]</a>')
NOW = datetime(2026, 11, 29, 3, tzinfo=UTC)


def last_week() -> Period:
    return chosen("", day_of(timezone.now())).period


@pytest.fixture
def busy(office: Office) -> Office:
    """Twelve requests by telephone and three by QR code last week, in one village; five in the week before."""
    start = last_week().span.start or date.min
    happen("case.registered", 12, on=start + timedelta(days=1), place=make.VILLAGE, channel=3)
    happen("case.registered", 3, on=start + timedelta(days=2), place=make.VILLAGE, channel=1)
    happen("case.registered", 5, on=start - timedelta(days=3), place=make.VILLAGE, channel=3)
    settle()
    return office


def page_of(actor: Actor, query: str = "") -> str:
    return str(client_of(actor).get(ADDRESS + query).content.decode())


def words_of(html: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html.partition("<main")[2]))


def parts_of(document: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        assert package.testzip() is None
        return {name: package.read(name).decode() for name in package.namelist()}


def told(found: Briefing) -> dict[str, object]:
    return {one.measure.key: one.now.part for section in found.sections for one in section.items}


class TestPage:
    def test_says_what_came_in_beside_the_week_before(self, busy: Office) -> None:
        words = words_of(page_of(busy.county.overseer))

        assert "登记件数：15件[1]；前一周5件[2]，多10件。" in words

    def test_opens_each_number_at_its_days_and_place_as_it_was_known(self, busy: Office) -> None:
        client, marks = client_of(busy.county.overseer), MARK.findall(page_of(busy.county.overseer))

        assert marks
        for address in {unescape(one) for one, _number in marks}:
            assert "as_of=" in address
            assert client.get(address).status_code == 200, address
        first = client.get(unescape(marks[0][0])).content.decode()
        assert "15 件" in first

    def test_names_the_definition_of_each(self, busy: Office) -> None:
        assert definition_hash(MEASURES["cases.registered"]) in page_of(busy.county.overseer)

    def test_hides_few_and_the_smallest_beside_them(self, busy: Office) -> None:
        words = words_of(page_of(busy.county.overseer))

        channels = words.partition("按渠道")[2].partition("按地方")[0]
        assert "热线件数少，不显示" in channels, "with the sum of fifteen it would tell the three"
        assert "扫码件数少，不显示" in channels

    def test_hides_what_would_tell_the_few_that_stand_in_no_row(self, office: Office) -> None:
        day = last_week().span.end - timedelta(days=2)
        happen("case.registered", 12, on=day, place=make.VILLAGE, channel=3)
        happen("case.registered", 2, on=day, place=make.COUNTY, channel=3)
        settle()

        words = words_of(page_of(office.county.overseer))

        assert "登记件数：14件[1]" in words
        assert "12件" not in words, "with the sum of fourteen it would tell the county's own two"

    def test_says_of_an_empty_week_that_it_is_empty(self, office: Office) -> None:
        assert "这段时间没有任何记录" in page_of(office.county.overseer)

    def test_says_of_a_busy_week_nothing_of_that_kind(self, busy: Office) -> None:
        assert "这段时间没有任何记录" not in page_of(busy.county.overseer)

    def test_tells_how_residents_answered_of_whole_months_only_even_to_oversight(self, busy: Office) -> None:
        assert "只按整月公布" in page_of(busy.county.overseer)

    @pytest.mark.parametrize("asked", ["2026-W99", "2026-13", "hello", "9999-W01", "2099-01"])
    def test_refuses_what_is_no_week_that_is_over_and_keeps_the_choice(self, office: Office, asked: str) -> None:
        answer = client_of(office.county.overseer).get(ADDRESS, {"of": asked})

        assert answer.status_code == 422
        assert 'name="of"' in answer.content.decode()

    def test_says_which_matter_grew_and_opens_it_by_matter(self, office: Office) -> None:
        end = last_week().span.end
        for number in range(1, 13):
            happen("case.dispatched", 3, on=end - timedelta(weeks=4 * number + 1), place=make.VILLAGE, matter=132)
        happen("case.dispatched", 24, on=end - timedelta(days=5), place=make.VILLAGE, matter=132)
        settle()

        page = page_of(office.county.overseer)

        assert "路灯不亮" in page
        address = next(unescape(one) for one, _number in MARK.findall(page) if "by=matter" in one)
        behind = client_of(office.county.overseer).get(address).content.decode()
        assert "路灯不亮" in behind
        assert "24 件" in behind

    def test_says_that_it_is_too_early_to_say_what_grew(self, busy: Office) -> None:
        assert "积累的时间还短" in page_of(busy.county.overseer)

    def test_of_a_month_says_how_residents_answered_once_enough_did(self, office: Office) -> None:
        found = chosen("", day_of(timezone.now()).replace(day=1)).period.span.start or date.min
        month = (found.replace(day=1) - timedelta(days=40)).replace(day=1)
        happen("rating.given", 20, on=month, org=make.ROADS, place=make.VILLAGE, solved=1)
        happen("rating.given", 12, on=month, org=make.ROADS, place=make.VILLAGE, solved=3)
        settle()

        words = words_of(page_of(office.county.overseer, f"?of={month:%Y-%m}"))

        assert "群众说已解决的占比：62.5%（20/32）[口径]" in words

    def test_refuses_a_position_that_is_none(self, office: Office) -> None:
        for typed in ("x", "99999999"):
            assert client_of(office.county.overseer).get(ADDRESS, {"as_of": typed}).status_code == 422

    def test_does_not_open_what_lies_out_of_reach(self, office: Office) -> None:
        leader = make.post(make.CHECKS, "分管领导", "镇领导", "insight.read", org=make.COUNTY, place="139901/101/")

        assert client_of(leader).get(ADDRESS, {"at": "139901/102/"}).status_code == 404
        with pytest.raises(NotFound):
            briefing(leader, last_week(), where="139901/102/", at=timezone.now())

    def test_stands_in_the_rail(self, office: Office) -> None:
        assert f'href="{ADDRESS}"' in client_of(office.county.overseer).get("/office/board/").content.decode()


class TestNumbers:
    def test_are_those_of_the_position_whatever_came_later(self, busy: Office) -> None:
        actor, now = busy.county.overseer, timezone.now()
        before = briefing(actor, last_week(), at=now)
        happen("case.registered", 7, on=(last_week().span.start or date.min), place=make.VILLAGE)
        settle()

        again = briefing(actor, last_week(), known_at=before.position, at=now)

        assert told(before)["cases.registered"] == 15
        assert told(again) == told(before)
        assert told(briefing(actor, last_week(), at=now))["cases.registered"] == 22

    def test_of_a_unit_are_what_it_was_given(self, busy: Office) -> None:
        found = briefing(busy.county.water_head, last_week(), at=timezone.now())

        assert "cases.given" in told(found)
        assert "cases.registered" not in told(found)

    def test_of_the_future_are_refused(self, office: Office) -> None:
        with pytest.raises(Refused):
            briefing(office.county.overseer, last_week(), known_at=10**9, at=timezone.now())


class TestFiles:
    def test_say_in_word_what_the_page_says(self, busy: Office) -> None:
        client, page = client_of(busy.county.overseer), page_of(busy.county.overseer)
        found = re.search(r'href="([^"]+/briefing/word[^"]+)"', page)
        assert found

        answer = client.get(unescape(found[1]))

        assert answer["Content-Type"] == WORD_TYPE
        parts = parts_of(answer.content)
        document = ET.fromstring(parts["word/document.xml"])
        paragraphs = ["".join(one.itertext()) for one in document.iter(f"{MAIN}p")]
        assert any("15 件[1]" in one and "多 10 件" in one for one in paragraphs)
        whole = words_of(page)
        assert [one for one in paragraphs if re.sub(r"\s+", "", one) not in whole and "打印" not in one] == []

    def test_link_each_mark_of_word_to_this_server(self, busy: Office) -> None:
        answer = client_of(busy.county.overseer).get(f"{ADDRESS}word")

        parts = parts_of(answer.content)
        links = ET.fromstring(parts["word/_rels/document.xml.rels"])
        targets = {one.get("Id"): one.get("Target") for one in links if one.get("TargetMode") == "External"}
        document = ET.fromstring(parts["word/document.xml"])
        used = [one.get(f"{RELATED}id") for one in document.iter(f"{MAIN}hyperlink")]
        assert used
        assert set(used) == set(targets)
        assert all(str(one).startswith("http://testserver/office/") for one in targets.values())

    def test_print_on_a4(self, busy: Office) -> None:
        answer = client_of(busy.county.overseer).get(f"{ADDRESS}paper")

        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")
        assert b"595.27" in answer.content
        assert b"/office/measures/cases.registered/number/" in answer.content

    def test_refuse_what_the_page_refuses(self, office: Office) -> None:
        for name in ("word", "paper"):
            assert client_of(office.county.overseer).get(ADDRESS + name, {"of": "2099-01"}).status_code == 422


class TestWord:
    BLOCKS = (
        Heading(1, "简报 <一> & 二\x00"),
        Paragraph((Run("登记 "), Run("[1]", 'https://a.example/?a=1&b="2"'))),
        Table(("地方", "件数"), (((Run("清源镇"),), (Run("12"), Run("[1]", 'https://a.example/?a=1&b="2"'))),)),
    )

    def test_is_the_same_bytes_each_time(self) -> None:
        first, second = (word_document(self.BLOCKS, title="简报", at=NOW) for _time in range(2))

        assert first == second

    def test_is_read_back_as_it_was_written(self) -> None:
        parts = parts_of(word_document(self.BLOCKS, title="简报 & 一", at=NOW))

        for content in parts.values():
            ET.fromstring(content)
        document = ET.fromstring(parts["word/document.xml"])
        assert ["".join(one.itertext()) for one in document.iter(f"{MAIN}p")] == [
            "简报 <一> & 二\ufffd",
            "登记 [1]",
            "地方",
            "件数",
            "清源镇",
            "12[1]",
            "",
        ]
        assert "2026-11-29T03:00:00Z" in parts["docProps/core.xml"]
        styles = set(re.findall(r'w:styleId="(\w+)"', parts["word/styles.xml"]))
        assert set(re.findall(r'w:(?:pStyle|rStyle|tblStyle) w:val="(\w+)"', parts["word/document.xml"])) <= styles
        assert 'w:w="11906" w:h="16838"' in parts["word/document.xml"]


class TestPeriods:
    TODAY = date(2026, 11, 29)

    def test_are_the_last_week_that_is_over_unless_another_is_asked_for(self) -> None:
        assert chosen("", self.TODAY).period.span == Span(date(2026, 11, 16), date(2026, 11, 23))
        assert chosen("2026-W53", date(2027, 2, 1)).period.span == Span(date(2026, 12, 28), date(2027, 1, 4))

    def test_of_a_month_stand_beside_the_month_before(self) -> None:
        found = chosen("2026-01", self.TODAY).period

        assert (found.span, found.before) == (
            Span(date(2026, 1, 1), date(2026, 2, 1)),
            Span(date(2025, 12, 1), date(2026, 1, 1)),
        )

    def test_are_offered_by_addresses_that_can_be_read(self) -> None:
        for some in offered(self.TODAY):
            assert [chosen(one.key, self.TODAY) for one in some] == some

    def test_that_are_not_over_are_refused(self) -> None:
        for key in ("2026-W48", "2026-11"):
            with pytest.raises(Refused):
                chosen(key, self.TODAY)
