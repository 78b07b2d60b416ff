"""The page of one box: groups, marks, filters in the address, what to try when nothing was found."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.insight import finding
from minqing.kernel.access import Actor

pytestmark = pytest.mark.django_db
ADDRESS, HOUR = "/office/search/", timedelta(hours=1)


def page_of(actor: Actor, status: int = 200, **query: str) -> str:
    """What the page says to a post."""
    answer = client_of(actor).get(ADDRESS, query)
    assert answer.status_code == status
    return answer.content.decode()


def groups(page: str) -> list[tuple[str, str]]:
    """The groups on a page and how many each has."""
    return re.findall(r'<h2 id="group-(\w+)">[^<]*<span class="num">([^<]+)</span>', page)


def hits(page: str) -> list[str]:
    """What is listed, without marks, in order."""
    found = re.findall(r'<a class="open" href="[^"]*">(.*?)</a>', page)
    return [re.sub(r"</?mark[^>]*>", "", one) for one in found]


class TestReaderOfFigures:
    def test_finds_measures_units_and_places_and_is_led_to_their_figures(self, office: Office) -> None:
        make.in_hand(office.county)
        leader = make.post(make.CENTRE, "领导岗", "冯领导", "insight.read", org=make.COUNTY)

        page = page_of(leader, q="柳河")
        assert groups(page) == [("places", "1")]
        assert 'href="/office/board/?at=139901%2F101%2F203%2F"' in page
        assert "in=requests" not in page
        assert 'name="since"' not in page
        assert 'href="/office/board/?at=139901%2Fwater%2F"' in page_of(leader, q="水务局")
        assert "measures" in dict(groups(page_of(leader, q="办结")))
        assert groups(page_of(leader, q="柳河", state="open")) == []
        for address in re.findall(r'href="(/office/board/[^"]+)"', page):
            assert client_of(leader).get(address).status_code == 200

    def test_has_the_box_on_every_page_and_who_reads_nothing_has_none(self, office: Office) -> None:
        leader = make.post(make.CENTRE, "领导岗", "冯领导", "insight.read", org=make.COUNTY)

        assert 'role="search"' in client_of(leader).get("/office/board/").content.decode()
        assert client_of(office.idle).get(ADDRESS, {"q": "柳河"}).status_code == 403


class TestGroups:
    def test_are_found_by_words_and_by_sounds(self, office: Office) -> None:
        finding.fill_sounds()
        made = make.in_hand(office.county)

        for text in ("柳河", "lhc"):
            page = page_of(office.county.overseer, q=text)
            assert groups(page) == [("places", "1"), ("requests", "1")], text
            assert f"/office/cases/{made.number}/" in page
            assert '<a class="open" href="/office/places/of/139901/101/203/">' in page
        assert groups(page_of(office.county.overseer, q="swj")) == [("units", "1"), ("requests", "1")]
        page = page_of(office.county.overseer, q="办结")
        assert "measures" in dict(groups(page))
        assert re.search(r'href="/office/measures/[\w.]+/number/"', page)

    def test_show_one_alone_with_pages(self, office: Office) -> None:
        for n in range(25):
            make.registered(at=make.AT + n * HOUR)

        whole = page_of(office.county.overseer, q="路灯")
        alone = page_of(office.county.overseer, q="路灯", **{"in": "requests"})
        following = re.search(r'rel="next" href="([^"]+)"', alone)

        assert groups(whole) == groups(alone) == [("requests", "25")]
        assert "in=requests" in re.search(r'class="more"><a href="([^"]+)"', whole)[1]  # type: ignore[index]
        assert following
        second = client_of(office.county.overseer).get(ADDRESS + following[1].split("/")[-1].replace("&amp;", "&"))
        assert len(hits(second.content.decode())) == 5

    def test_leave_out_what_is_not_the_readers(self, office: Office) -> None:
        make.in_hand(office.county)

        theirs = page_of(office.county.water, q="路灯")
        others = page_of(office.county.roads, q="路灯")

        assert groups(theirs) == [("requests", "1")]
        assert groups(others) == groups(page_of(office.county.roads, q="水务")) == []
        assert groups(page_of(office.county.water, q="办结")) == []  # she reads no figures
        assert "没有找到" in others

    def test_never_hold_a_person(self, office: Office) -> None:
        make.in_hand(office.county)

        for text in ("王督查", "李水务", "王秀兰", "13800001234"):
            assert groups(page_of(office.county.overseer, q=text)) == [], text


class TestMarks:
    def test_stand_around_the_words_and_hide_what_is_hidden(self, office: Office) -> None:
        make.in_hand(office.county, words="我叫王秀兰，村口的路灯坏了三天。")

        page = page_of(office.county.water, q="路灯")

        assert '<mark class="hit">路灯</mark>' in page
        assert "王秀兰" not in page
        assert "style=" not in re.sub(r"<svg.*?</svg>", "", page)

    def test_escape_what_was_typed(self, office: Office) -> None:
        page = page_of(office.county.water, q='<script>alert("灯")</script>')

        assert "<script>alert" not in page


class TestFilters:
    def test_stand_in_the_address_and_come_off_one_by_one(self, office: Office) -> None:
        made = make.in_hand(office.county)
        for filters in ({"state": "open"}, {"place": make.VILLAGE}, {"since": "2026-09-01", "until": "2026-09-30"}):
            page = page_of(office.county.water, q="路灯", **filters)
            assert f"/office/cases/{made.number}/" in page, filters
            assert page.count('class="chip on"') == len(filters)
        for filters in ({"state": "left"}, {"place": make.OTHER_VILLAGE}, {"since": "2026-10-01"}):
            page = page_of(office.county.water, q="路灯", **filters)
            assert groups(page) == [], filters
            assert "去掉条件再找" in page

    @pytest.mark.parametrize("broken", [{"state": "gone"}, {"in": "people"}, {"since": "soon"}])
    def test_that_are_not_known_are_refused(self, office: Office, broken: dict[str, str]) -> None:
        page_of(office.county.water, 422, q="路灯", **broken)
        page_of(office.county.water, 422, q="路灯", since="2026-10-01", until="2026-09-01")


class TestEmpty:
    def test_page_says_what_can_be_looked_for(self, office: Office) -> None:
        page = page_of(office.county.water)

        assert "拼音" in page
        tabs = re.findall(
            r'<a class="chip" href="[^"]*"(?: aria-current="true")?>([^<]+)</a>', page_of(office.county.water, q="灯")
        )
        assert tabs == ["全部", "指标", "单位", "地点", "诉求"]
        assert "系统不留记录" in page

    def test_hands_say_what_to_try(self, office: Office) -> None:
        page = page_of(office.county.water, q="没有这回事")

        assert "少打几个词" in page
        assert 'value="没有这回事"' in page

    def test_too_much_is_refused_and_what_was_typed_stays(self, office: Office) -> None:
        page = page_of(office.county.water, 422, q="路" * 101)

        assert "打得太长了" in page
        assert f'value="{"路" * 100}"' in page


class TestNothingIsKept:
    def test_of_what_somebody_looks_for(self, office: Office) -> None:
        client = client_of(office.county.water)
        client.get(ADDRESS)

        with CaptureQueriesContext(connection) as asked:
            client.get(ADDRESS, {"q": "路灯"})

        written = [one["sql"] for one in asked if not one["sql"].lstrip().upper().startswith(("SELECT", "WITH"))]
        assert not [sql for sql in written if "django_session" not in sql]
        assert not [sql for sql in written if "路灯" in sql]
        assert not [one["sql"] for one in asked if "vault_" in one["sql"] or "custody_" in one["sql"]]
