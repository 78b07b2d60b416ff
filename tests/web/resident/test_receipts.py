"""Progress at any time by the receipt's code: what it shows, what may be done, and what keeps it safe."""

import time

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories import directory as staff

from minqing.cases import queries, service
from minqing.cases.models import Case
from minqing.kernel.ids import grouped
from minqing.ledger.models import Fact
from minqing.rulebook.service import set_rule
from minqing.vault import service as vault
from minqing.web.resident.templatetags.resident import moment
from minqing.web.templatetags.words import moment as office_moment

from .conftest import COUNTY, Door
from .office import carry_to_the_end, filed, later, take_in_hand, withdraw_at_office

MINE = "/r/mine"


def look_up(client: Client, receipt: str) -> None:
    assert client.post("/r", {"code": receipt})["Location"] == MINE


def shown(client: Client) -> str:
    return client.get(MINE).content.decode()


class TestLookUp:
    @pytest.mark.parametrize(
        "shape", [str.lower, grouped, lambda code: code.replace("1", "l").replace("0", "O"), "　{}　".format]
    )
    def test_reads_the_code_however_it_is_written(self, client: Client, door: Door, shape) -> None:
        _case, receipt = filed(door)

        look_up(client, shape(receipt))

        assert "您的回执码" in shown(client)

    def test_says_how_many_characters_are_missing_and_keeps_what_was_typed(self, client: Client, door: Door) -> None:
        answer = client.post("/r", {"code": "7K3F-Q2MX"})

        assert answer.status_code == 422
        assert "您填了 8 位" in answer.content.decode()
        assert "7K3F-Q2MX" in answer.content.decode()

    def test_sees_a_slip_of_the_pen(self, client: Client, door: Door) -> None:
        _case, receipt = filed(door)
        wrong = receipt[:-1] + ("A" if receipt[-1] != "A" else "B")

        assert "抄错了一位" in client.post("/r", {"code": wrong}).content.decode()

    def test_tells_the_number_for_a_call_from_the_code(self, client: Client, door: Door) -> None:
        answer = client.post("/r", {"code": "2026-000243"}).content.decode()

        assert "这是受理编号，打电话时用" in answer
        assert "2026-000243" in answer

    def test_says_that_a_code_is_unknown(self, client: Client, door: Door) -> None:
        assert "没有这个回执码" in client.post("/r", {"code": "0" * 17}).content.decode()

    @pytest.mark.parametrize("typed", ["", "   "])
    def test_asks_for_a_code(self, client: Client, door: Door, typed: str) -> None:
        assert client.post("/r", {"code": typed}).status_code == 422

    def test_stops_guessing_from_one_address_and_nobody_else(self, client: Client, door: Door) -> None:
        for _each in range(40):
            client.post("/r", {"code": "0" * 17})

        stopped = client.post("/r", {"code": "0" * 17})
        neighbour = client.post("/r", {"code": "0" * 17}, REMOTE_ADDR="10.0.0.7")

        assert stopped.status_code == 429
        assert "过十分钟再试" in stopped.content.decode()
        assert neighbour.status_code == 422

    def test_does_not_count_codes_that_fit(self, client: Client, door: Door) -> None:
        _case, receipt = filed(door)

        for _each in range(60):
            look_up(client, receipt)

    def test_guards_the_form(self, door: Door) -> None:
        strict = Client(enforce_csrf_checks=True)

        answer = strict.post("/r", {"code": "7K3F-Q2MX"})

        assert answer.status_code == 403
        assert "请再按一次" in answer.content.decode()
        assert "7K3F-Q2MX" in answer.content.decode()

    def test_lets_a_lapsed_form_be_sent_once_more_with_everything_in_it(self, door: Door) -> None:
        strict, receipt = Client(enforce_csrf_checks=True), filed(door)[1]

        lapsed = strict.post("/r/words", {"words": "写到一半的话"})
        guard = strict.cookies["csrftoken"].value
        sent = {"code": receipt, "then": "words", "words": "写到一半的话", "csrfmiddlewaretoken": guard}
        resumed = strict.post("/r", sent)

        assert 'name="then" value="words"' in lapsed.content.decode()
        assert "写到一半的话" in resumed.content.decode()


class TestHolding:
    def test_keeps_the_code_out_of_every_address(self, client: Client, door: Door) -> None:
        _case, receipt = filed(door)
        look_up(client, receipt)
        page = client.get(MINE)

        links = [part.partition('"')[0] for part in page.content.decode().split('href="')[1:]]

        assert not any(receipt in link.replace("-", "") for link in links)
        assert page["Referrer-Policy"] == "strict-origin"
        assert page["Cache-Control"] == "no-store"

    def test_asks_again_on_another_phone_and_after_half_an_hour(self, client: Client, door: Door, monkeypatch) -> None:
        _case, receipt = filed(door)
        assert "填回执码" in shown(client)
        look_up(client, receipt)
        real = time.time

        monkeypatch.setattr("django.core.signing.time.time", lambda: real() + 31 * 60)

        assert "只保留半小时" in shown(client)

    @pytest.mark.parametrize("cookie", ["", "rubbish", "a:b:c", '"x":1xVsUV:XWeZTpcU32CYWoc6fLba'])
    def test_takes_no_cookie_it_did_not_make(self, client: Client, door: Door, cookie: str) -> None:
        client.cookies["receipt"] = cookie

        assert "填回执码" in shown(client)

    def test_lets_go_at_a_tap(self, client: Client, door: Door) -> None:
        look_up(client, filed(door)[1])

        client.post("/r/leave")

        assert "填回执码" in shown(client)


class TestMine:
    def test_shows_rings_promise_and_reasons(self, client: Client, door: Door) -> None:
        case, receipt = filed(door)
        take_in_hand(case)
        look_up(client, receipt)

        page = shown(client)

        assert 'aria-current="step">办理' in page
        assert "为什么是" in page
        assert "第 5 天" in page
        assert case.number in page
        assert "县水务局" in page

    def test_shows_which_post_has_read_it(self, client: Client, door: Door) -> None:
        case, receipt = filed(door)
        look_up(client, receipt)
        assert "还没有人看过" in shown(client)

        take_in_hand(case)

        assert "经办人" in shown(client).partition("谁看过您写的话")[2]

    def test_shows_every_time_a_post_read_it_to_her_and_to_the_office_alike(self, client: Client, door: Door) -> None:
        case, receipt = filed(door)
        water = take_in_hand(case)
        for hours in (5, 7):
            service.open_case(number=case.number, actor=water, at=later(hours))
        look_up(client, receipt)

        seen = shown(client).partition("谁看过您写的话")[2]
        (reader,) = queries.case_card(case.number, actor=water, at=later(8)).readers
        office = render_to_string("office/case/_readers.html", {"case": {"readers": [reader]}})

        assert (reader.times, len(reader.moments)) == (3, 3)
        for at in reader.moments:
            assert moment(at) in seen
            assert office_moment(at) in office

    def test_shows_who_asked_to_see_her_and_what_came_of_it(self, client: Client, door: Door) -> None:
        case, receipt = filed(door)
        look_up(client, receipt)
        assert "有人申请看您的联系方式" not in shown(client)
        who = staff.actor("vault.ask_reveal", unit_path=COUNTY, name="周晓岚")
        boss = staff.actor("vault.approve_reveal", unit_path=COUNTY, name="孙立群")

        reveal = vault.ask_reveal(
            case_id=case.uuid, purpose="call_back", basis="consent", note="要上门送水，先约时间", actor=who, at=later(3)
        )
        vault.approve_reveal(reveal_id=reveal, hours=2, actor=boss, at=later(4))
        vault.read_reveal(reveal_id=reveal, actor=who, at=later(5))

        page = shown(client)
        assert "有人申请看您的联系方式" in page
        assert "要上门送水" in page
        assert "看过" in page.partition("要上门送水")[2]
        assert "13812345678" not in page

    def test_shows_the_words_masked(self, client: Client, door: Door) -> None:
        look_up(client, filed(door)[1])

        page = shown(client)

        assert "13812345678" not in page
        assert "王建国" not in page

    def test_shows_the_answer_and_asks_whether_it_is_solved(self, client: Client, door: Door) -> None:
        case, receipt = filed(door)
        carry_to_the_end(case)
        look_up(client, receipt)

        page = shown(client)

        assert "加压泵换好了" in page
        assert "解决没解决，您说了算" in page
        assert "/rate/" in page

    def test_escapes_what_was_written(self, client: Client, door: Door) -> None:
        look_up(client, filed(door, words="<script>alert(1)</script>水管坏了")[1])

        assert "<script>alert" not in shown(client)


class TestSlip:
    def test_carries_code_and_day(self, client: Client, door: Door) -> None:
        _case, receipt = filed(door)
        look_up(client, receipt)

        page = client.get("/r/slip").content.decode()

        assert receipt[:4] in page
        assert "最迟" in page

    def test_asks_for_the_code_without_one(self, client: Client, door: Door) -> None:
        assert "填回执码" in client.get("/r/slip").content.decode()


class TestAct:
    def test_adds_words(self, client: Client, door: Door) -> None:
        case, receipt = filed(door)
        look_up(client, receipt)

        answer = client.post("/r/words", {"words": "今天连井水也浑了。"}, follow=True)

        assert "补充上了" in answer.content.decode()
        assert case.texts.filter(added=True).get().text == "今天连井水也浑了。"

    @pytest.mark.parametrize("word", ["withdraw", "reopen", "answer", "words", "pressure"])
    def test_is_nothing_for_a_desk(self, client: Client, door: Door, word: str) -> None:
        _case, receipt = filed(door)
        look_up(client, receipt)
        client.force_login(staff.account())
        before = Fact.objects.count()

        answer = client.post(reverse("resident:act", args=[word]), {"words": "她不要了", "go": "next"})

        assert answer.status_code == 403
        assert "工作人员登录着" in answer.content.decode()
        assert Case.objects.get().state == "registered"
        assert Fact.objects.count() == before

    def test_takes_it_back(self, client: Client, door: Door) -> None:
        case, receipt = filed(door)
        look_up(client, receipt)

        client.post("/r/withdraw")

        case.refresh_from_db()
        assert case.state == "withdrawn"

    def test_reports_pressure(self, client: Client, door: Door) -> None:
        look_up(client, filed(door)[1])

        client.post("/r/pressure", {"words": "有人来家里叫我别说了。"})

        assert Fact.objects.filter(kind="pressure.reported").count() == 1

    def test_says_the_time_of_the_countys_own_rule_for_pressure(self, client: Client, door: Door) -> None:
        look_up(client, filed(door)[1])
        keeper = staff.actor("rulebook.manage", unit_path=COUNTY, name="褚规则")
        before = client.get("/r/pressure").content.decode()
        set_rule(rule_id="MQ-PRESSURE", value=3, effective_from=timezone.localdate(), actor=keeper, at=timezone.now())

        after = client.get("/r/pressure").content.decode()
        client.post("/r/pressure", {"words": "有人来家里叫我别说了。"})
        told = client.get("/r/mine?said=pressure").content.decode()

        assert "2 个工作日内" in before
        assert "3 个工作日内" in after
        assert "%(time)s" not in before + after + told

    def test_opens_again_at_a_tap(self, client: Client, door: Door) -> None:
        case, receipt = filed(door)
        carry_to_the_end(case)
        look_up(client, receipt)
        assert reverse("resident:act", args=["reopen"]) in shown(client)

        client.post("/r/reopen")

        case.refresh_from_db()
        assert case.is_open

    def test_opens_again_what_the_office_withdrew(self, client: Client, door: Door) -> None:
        case, receipt = filed(door)
        withdraw_at_office(case)
        look_up(client, receipt)
        page = shown(client)
        assert "说是您不要办了" in page
        assert "以前都可以要求重办" in page

        client.post("/r/reopen")

        case.refresh_from_db()
        assert case.is_open

    def test_answers_a_question(self, client: Client, door: Door) -> None:
        case, receipt = filed(door)
        water = take_in_hand(case)
        service.ask_resident(number=case.number, actor=water, at=later(5), question="送水车能开进西巷吗？")
        look_up(client, receipt)
        assert "送水车能开进西巷吗？" in shown(client)

        client.post("/r/answer", {"words": "能，停在村口。", "question": str(case.questions.get().id)})

        assert case.questions.get().answer == "能，停在村口。"

    @pytest.mark.parametrize("word", ["words", "pressure", "answer"])
    @pytest.mark.parametrize(("words", "sentence"), [("  ", "请先写几句"), ("话" * 2001, "多了 1 个字")])
    def test_keeps_what_was_typed_when_it_refuses(
        self, client: Client, door: Door, word: str, words: str, sentence: str
    ) -> None:
        look_up(client, filed(door)[1])

        answer = client.post(f"/r/{word}", {"words": words})

        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert words in answer.content.decode()

    @pytest.mark.parametrize(("choice", "shows"), [("elder", 'class="elder"'), ("en", 'lang="en"')])
    def test_keeps_the_words_when_type_or_language_is_switched(
        self, client: Client, door: Door, choice: str, shows: str
    ) -> None:
        look_up(client, filed(door)[1])
        assert 'name="go" value="elder"' in client.get("/r/words").content.decode()

        page = client.post("/r/words", {"words": "水还没来", "go": choice}).content.decode()

        assert shows in page
        assert "水还没来</textarea>" in page

    def test_says_what_the_door_says_and_keeps_the_words(self, client: Client, door: Door) -> None:
        case, receipt = filed(door)
        look_up(client, receipt)
        service.withdraw_case(receipt=receipt, at=later(1))

        answer = client.post("/r/words", {"words": "还有一句话"})

        assert answer.status_code == 409
        assert "还有一句话" in answer.content.decode()
        assert case.texts.count() == 1

    def test_goes_on_with_what_was_written_when_the_page_had_closed(self, client: Client, door: Door) -> None:
        _case, receipt = filed(door)

        asked = client.post("/r/words", {"words": "写到一半的话"})
        assert "写到一半的话" in asked.content.decode()
        resumed = client.post("/r", {"code": receipt, "then": "words", "words": "写到一半的话"})

        assert "写到一半的话" in resumed.content.decode()
        assert 'action="/r/words"' in resumed.content.decode()

    @pytest.mark.parametrize("word", ["words", "withdraw", "pressure", "reopen", "answer"])
    def test_opens_its_own_page(self, client: Client, door: Door, word: str) -> None:
        look_up(client, filed(door)[1])

        assert client.get(f"/r/{word}").status_code == 200

    def test_knows_no_other_word(self, client: Client, door: Door) -> None:
        assert client.get("/r/delete-everything").status_code == 404

    def test_changes_nothing_by_looking(self, client: Client, door: Door) -> None:
        case, receipt = filed(door)
        look_up(client, receipt)

        client.get("/r/withdraw")

        assert Case.objects.get().state == case.state
