"""The kind of matter and its questions: offered, never forced, carried through every step, kept with the report."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from minqing.cases import service
from minqing.cases.models import Case, CaseAnswer
from minqing.kernel.access import system_actor

from .conftest import COUNTY, Door

FULL = {"step": "photos", "go": "next", "words": "自来水三天没来了。", "call": "none", "token": "q" * 32}


@pytest.fixture
def door_that_asks(door: Door) -> Door:
    """A door in a county whose matter 停水水压 asks for a number, a choice and several."""
    service.load_matters()
    keeper = system_actor("setup", ("cases.route",), root=COUNTY)
    what: dict[str, Any] = {"matter_number": 101, "actor": keeper, "at": timezone.now()}
    service.set_question(code="days", label="停了几天", datatype="number", required=True, **what)
    listed = {"choices": ["school=学校", "clinic=卫生室"]}
    service.set_question(code="near", label="附近有", datatype="multivaluelist", **listed, **what)
    service.set_question(code="more", label="还有什么", datatype="text", **what)
    return door


def send(client: Client, door: Door, **changes: Any) -> HttpResponse:
    return client.post(reverse("resident:report_card", args=[door.card]), {**FULL, **changes})


class TestMatter:
    def test_is_offered_from_her_words_and_may_stay_open(self, client: Client, door_that_asks: Door) -> None:
        page = send(client, door_that_asks, step="words").content.decode()
        assert "是不是下面这类事" in page
        assert "停水水压" in page
        assert "停了几天" not in page

        after = send(client, door_that_asks, step="where", asked="")
        assert "能给您打电话吗" in after.content.decode()
        sent = send(client, door_that_asks)
        assert sent.status_code == 200
        assert Case.objects.get().matter == 0

    def test_is_not_asked_about_where_her_words_name_none(self, client: Client, door_that_asks: Door) -> None:
        assert "是不是下面这类事" not in send(client, door_that_asks, step="words", words="你好。").content.decode()

    def test_brings_its_questions_on_the_same_page(self, client: Client, door_that_asks: Door) -> None:
        page = send(client, door_that_asks, step="where", matter="101", asked="", where="西巷")

        assert page.status_code == 200
        for words in ("停了几天", "卫生室", "还有什么", "西巷", 'name="asked" value="101"'):
            assert words in page.content.decode()

    def test_says_what_may_be_brought_and_what_for(self, client: Client, door_that_asks: Door) -> None:
        keeper = system_actor("setup", ("cases.route",), root=COUNTY)
        brings = {"evidence": "水费单", "evidence_why": "核对户号", "actor": keeper, "at": timezone.now()}
        service.describe_matter(matter_number=102, **brings)  # type: ignore[arg-type]
        page = send(client, door_that_asks, step="where", matter="102", asked="").content.decode()

        assert "可以附上，不附也行" in page
        assert "核对户号" in page
        assert 'name="asked" value="102"' in page
        on = send(client, door_that_asks, step="where", matter="102", asked="102").content.decode()
        assert "能给您打电话吗" in on

    def test_says_at_the_question_what_is_wrong(self, client: Client, door_that_asks: Door) -> None:
        for days, words in (("", "请回答：停了几天"), ("三天", "请填数字")):
            page = send(client, door_that_asks, step="where", matter="101", asked="101", answer_days=days)
            assert page.status_code == 422
            assert words in page.content.decode()

    def test_answers_travel_on_and_are_kept_masked(self, client: Client, door_that_asks: Door) -> None:
        answers = {"answer_days": "3", "answer_near": ["school", "clinic"], "answer_more": "打13800001234找我"}
        step = send(client, door_that_asks, step="where", matter="101", asked="101", **answers)
        assert "能给您打电话吗" in step.content.decode()
        carried = json.dumps({"days": ["3"], "near": ["school", "clinic"], "more": ["打13800001234找我"]})

        sent = send(client, door_that_asks, matter="101", answers=carried)

        assert sent.status_code == 200
        kept = {row.code: row.text for row in CaseAnswer.objects.all()}
        assert (kept["days"], kept["near"]) == ("3", "学校、卫生室")
        assert "13800001234" not in kept["more"]
        assert Case.objects.get().matter == 101

    @pytest.mark.parametrize("answers", ["nonsense", "[1]", '{"days": "3"}', '{"other": ["x"], "days": ["2"]}'])
    def test_what_was_meddled_with_breaks_nothing(self, client: Client, door_that_asks: Door, answers: str) -> None:
        assert send(client, door_that_asks, matter="101", answers=answers).status_code in {200, 422}
        assert send(client, door_that_asks, matter="99999999", answers=answers).status_code in {200, 422}

    def test_one_no_longer_in_use_is_told_at_its_step(self, client: Client, door_that_asks: Door) -> None:
        page = send(client, door_that_asks, matter="9999").content.decode()

        assert "具体在哪里" in page
        assert "已经保存" in page or "都还在" in page or "保留" in page
