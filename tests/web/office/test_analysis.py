"""The page of the analysis: the question in its address, its answer, and what is taken along as a file."""

import csv
import io
import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.cases import queries as cases
from minqing.insight.models import SavedView
from minqing.insight.pivots import keeping, kept
from minqing.insight.pivots.asked import asked_of
from minqing.insight.pivots.issuing import write_due_issues
from minqing.insight.pivots.queries import pivot
from minqing.kernel.access import Actor
from minqing.kernel.times import day_of
from minqing.ledger import stocktaking
from minqing.ledger.deliveries import run_due
from minqing.ledger.models import Fact
from minqing.ledger.positions import forget_transactions, settle_all
from minqing.ledger.rolls.folding import fold_all
from minqing.web.analysis.picture import picture

ASKED = "?m=cases.registered&rows=channel&period=twelve"
FILES = ("csv", "xlsx", "svg", "png", "pdf")
COPY = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]")


@pytest.fixture
def busy(office: Office) -> Office:
    """Eight requests by code, three by telephone, six at the counter."""
    now, intake = timezone.now().replace(microsecond=0), office.county.intake
    for channel, count, actor in (("qr", 8, None), ("phone", 3, intake), ("counter", 6, intake)):
        for minute in range(count):
            make.registered(channel=channel, actor=actor, at=now - timedelta(minutes=minute))
    return office


def page_of(actor: Actor, query: str = ASKED, *, status: int = 200) -> str:
    answer = client_of(actor).get(f"/office/analysis/{query}")
    assert answer.status_code == status
    return str(answer.content.decode())


def body_of(actor: Actor, form: str, query: str = ASKED) -> bytes:
    answer: Any = client_of(actor).get(f"/office/analysis/{query}&as={form}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


CELL = re.compile(r'<td class="n"><a href="([^"]+)">([^<]+)</a>')
BIG = re.compile(r'<p class="big">([^<]+)</p>')


class TestNumbers:
    @pytest.mark.parametrize(
        "query",
        [
            "?m=cases.registered&rows=township&cols=month&period=twelve",
            "?m=cases.registered&rows=unit&rows=month&period=quarter",
            "?m=cases.registered&m=cases.open&rows=village&period=month",
        ],
    )
    def test_open_to_a_page_that_tells_the_same(self, busy: Office, query: str) -> None:
        actor = busy.county.overseer
        cells = CELL.findall(page_of(actor, query))

        assert any(words != "0" for _href, words in cells)
        for href, words in cells:
            opened = client_of(actor).get(unescape(href)).content.decode()
            assert BIG.findall(opened) == [f"{words} 件"], href

    def test_of_an_issue_open_as_they_were_known(self, busy: Office) -> None:
        actor, now = busy.county.overseer, timezone.now()
        query = "?m=cases.registered&rows=township&period=month"
        view = keeping.save_view(name="各镇来件", question=query, shared=False, actor=actor, at=now)
        keeping.change_view(view_id=view, name="各镇来件", shared=False, cadence="daily", actor=actor, at=now)
        forget_transactions()
        settle_all()
        fold_all(at=now)
        write_due_issues(at=now)
        make.registered(at=now)

        issue = client_of(actor).get(f"/office/analysis/views/{view}/issues/{day_of(now)}/").content.decode()
        href, words = CELL.findall(issue)[0]

        assert BIG.findall(client_of(actor).get(unescape(href)).content.decode()) == [f"{words} 件"]

    def test_of_a_matter_or_channel_do_not_open_there(self, busy: Office) -> None:
        page = page_of(busy.county.overseer)

        assert CELL.findall(page.partition("<tfoot>")[0]) == []
        assert len(CELL.findall(page.partition("<tfoot>")[2])) == 1

    def test_of_a_stock_by_matter_are_told(self, busy: Office) -> None:
        """Seventeen are open, none of them with a matter yet."""
        page = page_of(busy.county.overseer, "?m=cases.open&rows=matter&period=month")

        (row,) = re.findall(r'<th scope="row">还没定事项</th>\s*<td[^>]*>(.*?)</td>', page)
        assert "17" in row
        assert "按事项</a>" not in page

    def test_of_too_large_a_stock_are_told_on_its_own_page(self, busy: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(stocktaking, "MOST", 16)
        actor = busy.county.overseer
        page = page_of(actor, "?m=cases.open&rows=matter&period=month")

        (href,) = re.findall(r'太多了，所以是横线。[^<]*<a href="([^"]+)">按事项</a>', page)
        own = client_of(actor).get(unescape(href)).content.decode()
        assert BIG.findall(own) == ["17 件"]
        assert "by=matter" in href

    @pytest.mark.parametrize("form", ["csv", "xlsx", "pdf"])
    def test_of_a_stock_by_matter_leave_in_files(
        self, busy: Office, form: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked = "?m=cases.registered&m=cases.open&rows=matter&period=month"
        told = body_of(busy.county.overseer, form, asked)

        monkeypatch.setattr(stocktaking, "MOST", 16)
        dashed = body_of(busy.county.overseer, form, asked)

        assert told
        assert dashed
        if form == "csv":
            assert "还没定事项,17,17" in told.decode("utf-8-sig")
            assert "太多了，所以是横线" in dashed.decode("utf-8-sig")

    def test_say_what_they_count(self, busy: Office) -> None:
        assert "<small>小时</small>" in page_of(busy.county.overseer, "?m=cases.mean_hours&rows=month&period=month")

    def test_stand_under_months_that_sort_by_the_calendar(self, busy: Office) -> None:
        page = page_of(busy.county.overseer, "?m=cases.registered&rows=month&period=twelve&sort=-label")

        found = [(int(year), int(month)) for year, month in re.findall(r'<th scope="row">(\d+)年(\d+)月</th>', page)]
        assert found == sorted(found, reverse=True)
        assert len(found) == 12


class TestPicture:
    def test_says_how_many_it_leaves_out(self, busy: Office) -> None:
        now = timezone.now()
        query = {"m": ["cases.registered"], "rows": ["township"], "cols": ["month"], "period": ["twelve"]}
        found = pivot(busy.county.overseer, asked_of(query, day_of(now)), at=now)

        assert [drawn.left_out for times in (1, 8) if (drawn := picture(replace(found, rows=found.rows * times)))] == [
            0,
            2,
        ]


class TestPage:
    def test_begins_with_a_question_for_county_and_unit(self, busy: Office) -> None:
        for actor in (busy.county.overseer, busy.county.water_head):
            assert 'id="figures-table"' in page_of(actor, "")

    def test_begins_for_a_township_with_its_months(self, busy: Office) -> None:
        leader = make.post(make.CHECKS, "分管领导", "镇领导", "insight.read", org=make.COUNTY, place="139901/101/")

        assert len(re.findall(r'<th scope="row">\d+年\d+月</th>', page_of(leader, ""))) == 12

    def test_shows_the_answer_and_hides_a_cell_of_three(self, busy: Office) -> None:
        page = page_of(busy.county.overseer)

        rows = dict(re.findall(r'<tr><th scope="row">([^<]+)</th>\s*<td class="n[^>]*>(?:<span[^>]*>)?([^<]+)<', page))
        assert rows == {"扫码": "8", "窗口": "＊", "热线": "＊"}
        assert "一边不到 5，会看出" in page

    def test_keeps_what_was_chosen_when_it_refuses(self, busy: Office) -> None:
        page = page_of(busy.county.overseer, "?m=cases.closed&rows=channel&vs=previous", status=422)

        assert "不能按渠道分" in page
        assert 'value="cases.closed" checked' in page
        assert '<option value="channel" selected>' in page
        assert '<option value="previous" selected>' in page

    def test_sorts_from_its_heads(self, busy: Office) -> None:
        page = page_of(busy.county.overseer, f"{ASKED}&sort=-cases.registered")

        assert 'aria-sort="descending"' in page
        assert "sort=cases.registered" in page

    def test_is_laid_out_in_pages(self, busy: Office) -> None:
        asked = "?m=cases.registered&rows=day&from=2026-01-01&to=2026-06-30"
        page = page_of(busy.county.overseer, asked)

        assert page.count('<tr><th scope="row">') == 50
        assert "page=2" in page
        page_of(busy.county.overseer, f"{asked}&page=9", status=422)

    def test_says_that_nothing_happened(self, busy: Office) -> None:
        page = page_of(busy.county.overseer, "?m=cases.registered&rows=township&from=2020-01-01&to=2020-01-31")

        assert "一件也没有" in page

    def test_makes_no_claim_about_days_in_which_nothing_was_written_down(self, busy: Office) -> None:
        page = page_of(busy.county.overseer, f"{ASKED}&vs=year")

        assert "当时没有记录" in page
        assert "+8" not in page

    def test_leaves_a_place_for_hot_topics(self, busy: Office) -> None:
        assert 'id="hot-topics"' in page_of(busy.county.overseer)

    def test_draws_what_the_table_says(self, busy: Office) -> None:
        picture = re.search(r"<svg xmlns.*?</svg>", page_of(busy.county.overseer), re.DOTALL)

        assert picture
        assert ">8</text>" in picture.group()
        assert not re.search(r">[36]</text>", picture.group())


class TestFiles:
    def test_as_csv_hold_the_numbers_and_what_they_mean(self, busy: Office) -> None:
        text = body_of(busy.county.overseer, "csv").decode()

        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
        assert text.startswith("\ufeff")
        assert rows[1:5] == [["扫码", "8"], ["窗口", "＊"], ["热线", "＊"], ["全部", "17"]]
        assert "cases.registered" in text
        assert "[case.registered]" in text
        assert "数这些：“登记诉求”" in text

    def test_as_a_workbook_have_a_sheet_of_formulas(self, busy: Office) -> None:
        book = load_workbook(io.BytesIO(body_of(busy.county.overseer, "xlsx")))

        first, second = book.worksheets
        assert [[cell.value for cell in row] for row in first.iter_rows(min_row=2)] == [
            ["扫码", 8],
            ["窗口", "＊"],
            ["热线", "＊"],
            ["全部", 17],
        ]
        words = [str(cell.value) for row in second.iter_rows() for cell in row]
        assert "[case.registered]" in words
        assert any("139901/" in one for one in words)

    def test_say_of_a_comparison_what_was_before_and_how_sure_the_difference_is(self, busy: Office) -> None:
        asked = "?m=cases.due_closed&rows=month&period=twelve&vs=year"
        rows = list(csv.reader(io.StringIO(body_of(busy.county.overseer, "csv", asked).decode())))

        assert [one.rpartition(" · ")[2] for one in rows[0][4:]] == ["对比值", "差", "差的区间"]
        assert len(rows[1]) == len(rows[0])

    def test_make_no_claim_about_days_in_which_nothing_was_written_down(self, busy: Office) -> None:
        text = body_of(busy.county.overseer, "csv", "?m=cases.registered&rows=channel&period=month&vs=year").decode()

        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
        assert rows[1] == ["扫码", "8", "", ""]

    def test_as_pictures_and_paper_are_what_they_say(self, busy: Office) -> None:
        begins = {"svg": b"<svg ", "png": b"\x89PNG", "pdf": b"%PDF"}

        for form, first in begins.items():
            assert body_of(busy.county.overseer, form).startswith(first)

    def test_in_no_form_hold_a_cell_of_three(self, busy: Office) -> None:
        asked = f"{ASKED}&channel=3&cols=year"

        rows = list(csv.reader(io.StringIO(body_of(busy.county.overseer, "csv", asked).decode())))
        book = load_workbook(io.BytesIO(body_of(busy.county.overseer, "xlsx", asked)))

        assert rows[1][0] == "热线"
        numbers = {cell for row in rows[1:3] for cell in row[1:]}
        cells = {cell.value for row in book.worksheets[0].iter_rows(min_row=2) for cell in row[1:]}
        assert numbers <= {"＊", "0"}
        assert cells <= {"＊", 0}
        assert ">3</text>" not in body_of(busy.county.overseer, "svg", asked).decode()

    def test_are_copies_on_record(self, busy: Office) -> None:
        text = body_of(busy.county.overseer, "csv").decode()
        fact = Fact.objects.get(kind="figures.exported")
        (code,) = {*COPY.findall(text)}

        assert (fact.actor, fact.qty) == (str(busy.county.overseer.ref), 3)
        assert [trace.title for trace in cases.traces_of_copy(code)] == ["数字被取走"]

    def test_are_refused_like_the_page(self, busy: Office) -> None:
        page_of(busy.county.overseer, "?m=cases.closed&rows=channel&as=csv", status=422)
        page_of(
            busy.county.overseer, "?m=cases.closed&rows=month&period=month&as=svg", status=422
        )  # one point: no line

        assert not Fact.objects.filter(kind="figures.exported").exists()


class TestViews:
    def test_keep_a_question_and_lead_back_to_it(self, busy: Office) -> None:
        client = client_of(busy.county.overseer)
        question = re.search(
            r'name="question" value="([^"]+)"', client.get(f"/office/analysis/{ASKED}").content.decode()
        )
        assert question

        answer = client.post(
            "/office/analysis/views/save", {"name": "各镇来件", "question": unescape(question.group(1))}, follow=True
        )

        page = answer.content.decode()
        assert "各镇来件" in page
        assert "视图存好了" in page
        assert "m=cases.registered&amp;rows=channel&amp;period=twelve" in page
        assert "各镇来件" in client.get("/office/analysis/").content.decode()

    def test_lose_nothing_typed_when_refused(self, busy: Office) -> None:
        client = client_of(busy.county.overseer)
        sent = {"name": "各镇来件", "question": ASKED, "shared": "1"}
        client.post("/office/analysis/views/save", sent)

        answer = client.post("/office/analysis/views/save", sent)

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "同名" in page
        assert 'value="各镇来件" aria-invalid' in page
        assert "m=cases.registered" in page

    def test_are_scheduled_written_down_and_read(self, busy: Office) -> None:
        actor, now = busy.county.overseer, timezone.now()
        client = client_of(actor)
        client.post("/office/analysis/views/save", {"name": "各镇来件", "question": ASKED})
        (line,) = kept.views_of(actor)
        where = f"/office/analysis/views/{line.id}/"
        refused = client.post(f"{where}change", {"name": "", "cadence": "daily"})
        assert refused.status_code == 422
        assert 'value="daily" checked' in refused.content.decode()

        client.post(f"{where}change", {"name": "天天看", "cadence": "daily"})
        write_due_issues(at=now)

        run_due(now, limit=200)
        assert f'href="{where}"' in client.get("/office/notices/").content.decode()
        page = client.get(where).content.decode()
        issue = re.search(rf'href="({where}issues/[^"]+)"', page)
        assert issue
        shown = client.get(issue.group(1)).content.decode()
        assert "扫码" in shown
        assert "这是当天写下的数字" in shown
        assert client.get(f"{issue.group(1)}?as=csv").content.decode().startswith("\ufeff")
        assert client.get(f"{where}issues/never/").status_code == 404

    def test_say_why_they_could_not_be_written_down_and_are_tried_again(self, busy: Office) -> None:
        actor, now = busy.county.overseer, timezone.now()
        client = client_of(actor)
        client.post("/office/analysis/views/save", {"name": "各镇来件", "question": ASKED})
        (line,) = kept.views_of(actor)
        where = f"/office/analysis/views/{line.id}/"
        client.post(f"{where}change", {"name": "各镇来件", "cadence": "daily"})
        assert "还没有到" in client.get(where).content.decode()
        SavedView.objects.filter(pk=line.id).update(question="m=cases.gone&rows=township")
        write_due_issues(at=now)

        page = client.get(where).content.decode()
        assert "没有写成" in page
        assert f'action="{where}again"' in page
        again = client.post(f"{where}again")
        assert again.status_code == 422
        assert "没有写成" in again.content.decode()

        SavedView.objects.filter(pk=line.id).update(question="m=cases.closed&rows=township")
        page = client.post(f"{where}again", follow=True).content.decode()
        assert "已经写成" in page
        assert f'action="{where}again"' not in page

    def test_are_removed(self, busy: Office) -> None:
        client = client_of(busy.county.overseer)
        client.post("/office/analysis/views/save", {"name": "各镇来件", "question": ASKED})
        (line,) = kept.views_of(busy.county.overseer)

        page = client.post(f"/office/analysis/views/{line.id}/remove", follow=True).content.decode()

        assert "视图删掉了" in page
        assert kept.views_of(busy.county.overseer) == []
