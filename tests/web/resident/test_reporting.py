"""A report in steps, without a script: each step, each refusal, and nothing typed is ever lost."""

import io
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from minqing.cases import service as cases
from minqing.cases.models import Case
from minqing.directory.models import Alarm
from minqing.ledger.models import Fact
from minqing.vault.models import Photo
from minqing.web.resident import throttle

from .conftest import VILLAGE, Door, add_doors

FULL = {
    "step": "photos",
    "go": "next",
    "words": "自来水三天没来了，老人孩子都没水喝。",
    "where": "西巷口往北第三个井盖",
    "call": "none",
    "token": "t" * 32,
}


def photo(size: tuple[int, int] = (60, 40)) -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, "JPEG")
    file.name, _position = "水管.jpg", file.seek(0)
    return file


def send(client: Client, door: Door, **changes: Any) -> HttpResponse:
    return client.post(reverse("resident:report_card", args=[door.card]), {**FULL, **changes})


def kept(answer: HttpResponse, *texts: str) -> bool:
    page = answer.content.decode()
    return all(text in page for text in texts)


class TestSteps:
    def test_leads_through_five_pages_and_carries_everything(self, client: Client, door: Door) -> None:
        page = client.get(reverse("resident:report_card", args=[door.card])).content.decode()
        assert "第 1 步，共 5 步" in page

        asked = {
            "words": "具体在哪里",
            "where": "能给您打电话吗",
            "contact": "办理单位会看到这些",
            "check": "要加照片吗",
        }
        for step, following in asked.items():
            answer = send(client, door, step=step)
            assert answer.status_code == 200
            assert kept(answer, following, FULL["words"][:6])

    def test_goes_back_without_asking_whether_all_is_well(self, client: Client, door: Door) -> None:
        answer = send(client, door, step="where", where="井" * 999, words="", go="back")

        assert kept(answer, "第 1 步", "井" * 999)

    def test_shows_the_masks_before_sending(self, client: Client, door: Door) -> None:
        answer = send(client, door, step="contact", words="请打13812345678找王建国，水管坏了")

        assert kept(answer, "█", "水管坏了")
        assert ">请打13812345678" not in answer.content.decode()

    def test_covers_typed_words_and_shows_again(self, client: Client, door: Door) -> None:
        answer = send(client, door, step="check", go="mask", hide="老人\n电线杆")

        assert kept(answer, 'data-word="老人"', "没有：电线杆", "第 4 步")

    def test_says_what_anonymous_means_before_sending(self, client: Client, door: Door) -> None:
        assert kept(send(client, door, step="where"), "不留电话也能反映", "谁会知道是您反映的")
        assert kept(send(client, door, step="check"), "只有凭它才能再找到这件事")

    def test_changes_type_size_and_language_without_losing_a_word(self, client: Client, door: Door) -> None:
        large = send(client, door, step="where", go="elder", where="井" * 400)
        assert kept(large, 'class="elder"', "井" * 400, FULL["words"])
        assert large.cookies["elder"].value == "1"

        english = send(client, door, step="where", go="en")
        assert kept(english, "Where exactly?", FULL["words"])

    def test_escapes_what_was_typed(self, client: Client, door: Door) -> None:
        typed = {"words": '<img src=x onerror="x">坏', "where": "</textarea><b>"}
        for step in ("words", "where", "contact", "check"):
            page = send(client, door, step=step, **typed).content.decode()

            assert "<img" not in page
            assert "</textarea><b>" not in page


class TestRefusals:
    @pytest.mark.parametrize(
        ("changes", "step", "sentence"),
        [
            ({"words": ""}, "words", "请写一写是什么事"),
            ({"words": "水" * 10_001}, "words", "多了 1 个字"),
            ({"where": "井" * 301}, "where", "多了 1 个字"),
            ({"call": ""}, "contact", "请选一个"),
            ({"call": "call", "phone": "12"}, "contact", "这不像电话号码"),
            ({"hide": "井" * 2001}, "check", "多了 1 个字"),
        ],
    )
    def test_keep_everything_and_say_what_to_do(
        self, client: Client, door: Door, changes, step: str, sentence: str
    ) -> None:
        for sent_from in (step, "photos"):
            answer = send(client, door, **{"step": sent_from, **changes})

            assert answer.status_code == 422
            assert kept(answer, sentence, *(value for value in {**FULL, **changes}.values() if len(value) > 20))
        assert not Case.objects.exists()

    def test_tells_of_a_photo_that_is_none(self, client: Client, door: Door) -> None:
        answer = send(client, door, photos=[io.BytesIO(b"<html>not a photo</html>")])

        assert answer.status_code == 422
        assert kept(answer, FULL["words"], "照片要重新选一次")
        assert not Case.objects.exists()

    def test_tells_of_a_tenth_photo(self, client: Client, door: Door) -> None:
        answer = send(client, door, photos=[photo() for _each in range(10)])

        assert answer.status_code == 422
        assert kept(answer, "您选了 10 张", FULL["words"])

    def test_a_place_nobody_knows(self, client: Client, door: Door) -> None:
        assert client.get(reverse("resident:report_card", args=["000000000"])).status_code == 404

    def test_a_network_that_sends_very_much(self, client: Client, door: Door, monkeypatch) -> None:
        monkeypatch.setattr(throttle, "FILINGS_MOST", 2)
        for number in range(2):
            assert send(client, door, token=str(number) * 32).status_code == 200

        answer = send(client, door)

        assert answer.status_code == 429
        assert kept(answer, "请过一会儿再发", FULL["words"])
        assert (
            client.post(reverse("resident:report_card", args=[door.card]), FULL, REMOTE_ADDR="10.0.0.7").status_code
            == 200
        )

    def test_takes_other_methods_for_what_they_are(self, client: Client, door: Door) -> None:
        assert client.put(reverse("resident:report_card", args=[door.card])).status_code == 405


class TestDanger:
    WORDS = "家里有很大的煤气味，快来人"

    def test_shows_whom_to_call_first_and_a_way_on(self, client: Client, door: Door) -> None:
        answer = send(client, door, step="words", words=self.WORDS)

        assert kept(answer, "tel:119", "先离开屋子", "接着反映", self.WORDS)
        onward = send(client, door, step="words", words=self.WORDS, told="1")
        assert kept(onward, "具体在哪里", 'name="told" value="1"')

    def test_hears_it_in_the_place_as_well(self, client: Client, door: Door) -> None:
        assert kept(send(client, door, step="where", where="楼道里着火了"), "tel:119")

    def test_is_not_stopped_by_a_full_network(self, client: Client, door: Door, monkeypatch, settings) -> None:
        settings.DUTY_PHONE = "0310-5550110"
        monkeypatch.setattr(throttle, "FILINGS_MOST", 0)

        answer = send(client, door, words=self.WORDS, told="1")

        assert kept(answer, "已经通知值班员")

    def test_nobody_passes_a_full_network_by_saying_that_there_was_some(
        self, client: Client, door: Door, monkeypatch
    ) -> None:
        monkeypatch.setattr(throttle, "FILINGS_MOST", 0)

        assert send(client, door, told="1").status_code == 429


class TestPlace:
    def test_is_shown_as_the_office_will_read_it_before_anything_is_sent(self, client: Client, door: Door) -> None:
        add_doors(door, 5)
        shown = send(client, door, step="contact").content.decode()
        send(client, door)

        case = Case.objects.get()
        assert case.place_name in shown
        assert case.place_path != door.path
        assert case.place_path.count("/") > 3  # closer than the village

    def test_is_the_village_alone_where_she_wishes_it_so(self, client: Client, door: Door) -> None:
        add_doors(door, 5)
        assert 'name="wide"' in send(client, door, step="contact").content.decode()

        received = send(client, door, wide="1")

        case = Case.objects.get()
        assert case.place_path == VILLAGE
        assert kept(received, f"地点：{case.place_name}")

    def test_is_never_a_lane_of_few_doors(self, client: Client, door: Door) -> None:
        send(client, door)

        assert Case.objects.get().place_path == VILLAGE


class TestSend:
    def test_takes_it_in_and_gives_a_code_and_a_day(self, client: Client, door: Door) -> None:
        answer = send(client, door, photos=[photo(), photo()])

        case = Case.objects.get()
        assert answer.status_code == 200
        assert kept(answer, "收到了。", "我们最迟", "您没有留电话")
        assert door.path.startswith(case.place_path)
        assert Photo.objects.count() == 2
        assert Fact.objects.filter(kind="case.registered").count() == 1

    def test_makes_one_request_however_often_it_is_sent(self, client: Client, door: Door) -> None:
        first, again = send(client, door), send(client, door, words="改过的话")

        code = first.content.decode().partition('data-copy="')[2].partition('"')[0]
        assert code
        assert code in again.content.decode()
        assert Case.objects.count() == 1

    def test_adds_what_was_changed_after_sending(self, client: Client, door: Door) -> None:
        first = send(client, door)
        for _tap in "ab":
            again = send(client, door, words="自来水来了，可是又黄又浑。")

        assert not kept(first, "作为补充")
        assert kept(again, "收到了。", "作为补充加进去了")
        assert Case.objects.get().texts.filter(added=True).get().text.startswith("自来水来了，可是又黄又浑。")

    def test_hides_in_what_is_added_what_she_wanted_hidden(self, client: Client, door: Door) -> None:
        about = {"call": "call", "phone": "13812345678", "name": "柳叶", "hide": "老人\n井盖"}
        send(client, door, **about)
        again = send(client, door, words="自来水来了，可是又黄又浑，老人不敢喝，请柳叶的邻居也说说。", **about)

        added = Case.objects.get().texts.filter(added=True).get().text
        assert kept(again, "作为补充加进去了")
        assert "又黄又浑" in added
        assert [word for word in ("老人", "井盖", "柳叶") if word in added] == []

    def test_never_says_that_a_phone_or_photo_was_changed_by_sending_again(self, client: Client, door: Door) -> None:
        first = send(client, door, call="call", phone="13812345678")

        again = send(client, door, call="none", photos=photo())

        stays = "电话和照片以您第一次发来的为准"
        assert not kept(first, stays)
        assert kept(again, stays)
        assert not kept(again, "您没有留电话")

    def test_alarms_where_what_was_changed_names_danger(self, client: Client, door: Door) -> None:
        send(client, door, words="村口路面有坑。")

        again = send(client, door, words="家里着火了，老人困在里面。", told="1")

        assert kept(again, "119", "作为补充加进去了")
        assert Alarm.objects.get().kind == "fire"

    def test_keeps_what_can_no_longer_be_added(self, client: Client, door: Door) -> None:
        send(client, door)
        receipt = send(client, door).content.decode().partition('data-copy="')[2].partition('"')[0]
        cases.withdraw_case(receipt=receipt, at=timezone.now())

        again = send(client, door, words="自来水来了，可是又黄又浑。")

        assert kept(again, "还没有算进去", 'name="words" value="自来水来了，可是又黄又浑。')

    def test_needs_no_cookie(self, door: Door) -> None:
        strict = Client(enforce_csrf_checks=True)

        assert send(strict, door).status_code == 200

    def test_keeps_the_code_out_of_addresses_and_logs(self, client: Client, door: Door) -> None:
        answer = send(client, door)

        code = answer.content.decode().partition('data-copy="')[2].partition('"')[0]
        links = [part.partition('"')[0] for part in answer.content.decode().split('href="')[1:]]
        assert not any(code in link or code.replace("-", "") in link for link in links)
        assert answer["Referrer-Policy"] == "strict-origin"

    def test_hides_what_the_resident_wanted_hidden(self, client: Client, door: Door) -> None:
        send(client, door, hide="老人\n井盖")

        case = Case.objects.get()
        assert "老人" not in case.texts.get().text
        assert "井盖" not in case.where_text

    def test_leaves_a_phone_behind_that_was_not_wanted_in_the_end(self, client: Client, door: Door) -> None:
        send(client, door, phone="13812345678", name="王建国", call="none")

        assert Case.objects.get().may_call is False

    def test_files_for_the_village_without_a_card(self, client: Client, door: Door) -> None:
        client.post(reverse("resident:report_place", args=["139901101204"]), FULL)

        assert Case.objects.get().place_path == "139901/101/204/"

    def test_does_not_ask_the_phone_what_time_it_is(self, client: Client, door: Door) -> None:
        answer = send(client, door, at="1999-01-01T00:00:00Z", headers={"Date": "Fri, 01 Jan 1999 00:00:00 GMT"})

        assert answer.status_code == 200
        assert Case.objects.get().registered_at.year >= 2026
