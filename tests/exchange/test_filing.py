"""Filing through the API."""

import json
from typing import Any

import pytest
from tests.exchange.conftest import Caller, system
from tests.factories import cases as make

from minqing.cases.models import Case

REQUEST: dict[str, Any] = {"words": make.WORDS, "where_words": "村委会门口", "place_path": make.VILLAGE}


class TestFileRequest:
    def test_gives_number_receipt_and_promise(self, hotline: Caller) -> None:
        answer = hotline.post("/requests", REQUEST)

        assert answer.status == 201
        assert len(answer.body["receipt"]) == 17
        assert make.row(answer.body["number"]).on_behalf

    def test_makes_one_request_of_two_under_one_key(self, hotline: Caller) -> None:
        first = hotline.post("/requests", REQUEST, Idempotency_Key="ticket-1")
        second = hotline.post("/requests", REQUEST, Idempotency_Key="ticket-1")

        assert (first.status, second.status) == (201, 200)
        assert first.body["receipt"] == second.body["receipt"]
        assert second.body["again"]
        assert Case.objects.count() == 1

    def test_refuses_other_words_under_a_key_that_was_used(self, hotline: Caller) -> None:
        hotline.post("/requests", REQUEST, Idempotency_Key="ticket-1")

        answer = hotline.post("/requests", {**REQUEST, "words": "路灯不亮了。"}, Idempotency_Key="ticket-1")

        assert (answer.status, answer.body["code"]) == (422, "idempotency-key-used")
        assert "receipt" not in answer.body
        assert Case.objects.count() == 1

    def test_reads_a_key_to_its_end(self, hotline: Caller) -> None:
        start = "k" * 199
        first, second = (hotline.post("/requests", REQUEST, Idempotency_Key=f"{start}{end}") for end in "ab")

        assert (first.status, second.status) == (201, 201)
        assert first.body["receipt"] != second.body["receipt"]

    def test_refuses_a_key_that_is_too_long(self, hotline: Caller) -> None:
        answer = hotline.post("/requests", REQUEST, Idempotency_Key="k" * 201)

        assert (answer.status, answer.body["code"]) == (422, "idempotency-key-too-long")

    def test_keeps_two_systems_keys_apart(self, hotline: Caller) -> None:
        other = system("cases.file")

        first = hotline.post("/requests", REQUEST, Idempotency_Key="ticket-1")
        second = other.post("/requests", REQUEST, Idempotency_Key="ticket-1")

        assert first.body["receipt"] != second.body["receipt"]

    def test_names_a_danger_and_whom_to_call(self, hotline: Caller) -> None:
        answer = hotline.post("/requests", {**REQUEST, "words": "楼道里有煤气味，很重。"})

        assert answer.body["danger"]["call"]

    def test_never_answers_with_what_the_vault_keeps(self, hotline: Caller) -> None:
        filed = hotline.post("/requests", {**REQUEST, "name": "王秀兰", "phone": "13800001234"})
        opened = hotline.get(f"/cases/{filed.body['number']}")

        assert opened.status == 200
        assert "王秀兰" not in str(opened.body)
        assert "13800001234" not in str(opened.body)

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"words": ""}, "body.words"),
            ({"words": "字" * 10_001}, "body.words"),
            ({"words": "a\x00b"}, "body.words"),
            ({"words": 7}, "body.words"),
            ({"place_path": "139901/999/"}, "body.place_path"),
            ({"phone": "12"}, "body.phone"),
            ({"matter_number": 9999}, "body.matter_number"),
            ({"about_org_path": "139901/nobody/"}, "body.about_org_path"),
            ({"surprise": 1}, "body.surprise"),
            ({"extra_spans": [[1]]}, "body.extra_spans.0.1"),
        ],
    )
    def test_says_which_field_is_wrong_and_files_nothing(
        self, hotline: Caller, change: dict[str, Any], field: str
    ) -> None:
        answer = hotline.post("/requests", {**REQUEST, **change})

        assert answer.status == 422
        assert field in {error["field"] for error in answer.body["errors"]}
        assert not Case.objects.exists()

    def test_refuses_a_system_that_may_not_file(self, office: make.County) -> None:
        answer = system("cases.read").post("/requests", REQUEST)

        assert answer.status == 403
        assert not Case.objects.exists()

    def test_refuses_without_a_key(self, stranger: Caller) -> None:
        answer = stranger.post("/requests", REQUEST)

        assert (answer.status, answer.body["code"]) == (401, "no-key")
        assert answer.headers["WWW-Authenticate"] == "Bearer"


class TestPreview:
    def test_shows_what_is_masked_and_writes_nothing(self, hotline: Caller) -> None:
        answer = hotline.post("/requests/preview", {"words": make.WORDS})

        assert answer.status == 200
        assert "13800001234" not in str(answer.body)
        assert not Case.objects.exists()

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"words": "字" * 10_001}, "最多 10000 个字符。"),
            ({"words": ""}, "至少"),
            ({"words": 7}, "这里要填文字。"),
            ({"may_call": "vielleicht"}, "这里只能填 true 或 false。"),
            ({"surname": "王"}, "没有这个字段。"),
            ({"child": "uncle"}, "只能是其中之一"),
        ],
    )
    def test_says_in_plain_chinese_what_is_wrong(self, hotline: Caller, change: dict[str, Any], said: str) -> None:
        answer = hotline.post("/requests", {**REQUEST, **change})

        assert answer.status == 422
        assert said in answer.body["errors"][0]["detail"]


class TestWhatIsTooLarge:
    @pytest.mark.parametrize(
        ("path", "kind"), [("/api/v1/requests", "application/problem+json"), ("/q/ABC/report", "text/plain")]
    )
    def test_is_refused_before_it_is_read_in_the_way_the_caller_understands(self, path: str, kind: str) -> None:
        from minqing.conf.wsgi import application

        said: dict[str, Any] = {}
        environ = {"PATH_INFO": path, "CONTENT_LENGTH": str(100 * 1024 * 1024)}
        body = b"".join(application(environ, lambda status, headers: said.update(status=status, **dict(headers))))

        assert said["status"].startswith("413")
        assert said["Content-Type"].startswith(kind)
        assert "太大" in (json.loads(body)["detail"] if "json" in kind else body.decode())
