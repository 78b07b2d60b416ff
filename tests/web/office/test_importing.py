"""The pages of lists of other hotlines: from the file to the requests, in a browser without scripts."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.exchange.imports import lists
from tests.web.office.seats import Office, client_of

from minqing.cases.models import Case
from minqing.exchange.imports.working import go_on
from minqing.exchange.models import ImportMapping, ImportRun

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """Let files lie in a folder of this test's own."""
    settings.DATA = tmp_path


@pytest.fixture
def clerk(office: Office) -> Client:
    """Somebody in the post that takes lists in."""
    return client_of(office.importer)


def handed_in(clerk: Client, data: bytes, name: str = "工单.csv") -> str:
    """Hand a list in; its page."""
    sent = {"source": "12345热线", "list": SimpleUploadedFile(name, data)}
    return clerk.post("/office/imports/hand-in", sent)["Location"]


def columns() -> dict[str, str]:
    """The columns of the form."""
    return {
        "column-number": "工单编号", "column-words": "内容", "column-came_at": "受理时间", "column-village": "村/社区",
        "column-town": "街乡镇", "column-state": "状态", "column-ended_at": "办结时间", "column-matter": "三级分类",
        "column-answer": "回复内容", "column-name": "来电人", "column-phone": "电话",
    }  # fmt: skip


def work() -> None:
    """Let the worker finish the pass."""
    go_on(ImportRun.objects.get(), at=timezone.now(), seconds=1e9)


def text_of(clerk: Client, address: str) -> str:
    """A page as text."""
    return clerk.get(address).content.decode()


class TestJourney:
    def test_goes_from_the_file_to_the_requests(self, clerk: Client) -> None:
        wrong = lists.line(lists.OPEN, number="=HYPERLINK(1)", phone="没有")
        address = handed_in(clerk, lists.text(lists.ENDED, lists.OPEN, wrong, encoding="gb18030"))
        first = text_of(clerk, address)
        assert "工单编号" in first
        assert "王秀兰" not in first
        assert "13800001234" not in first

        assert clerk.post(f"{address}reading", columns())["Location"] == address
        assert 'http-equiv="refresh"' in text_of(clerk, address)
        work()
        checked = text_of(clerk, address)
        assert "路灯不亮" not in checked or "王秀兰" not in checked
        assert 'name="word-matter-0"' in checked

        again = {**columns(), "word-matter-0": "公共照明 · 路灯"}
        clerk.post(f"{address}reading", again)
        work()
        clerk.post(f"{address}do/start")
        work()

        done = text_of(clerk, address)
        assert Case.objects.count() == 2
        assert "SHA-256" in done
        file = b"".join(clerk.get(f"{address}refused").streaming_content).decode()
        assert file.startswith("\ufeff")
        assert "'=HYPERLINK(1)" in file
        clerk.post(f"{address}do/save_mapping", {"name": "每晚工单"})
        assert ImportMapping.objects.get().name == "每晚工单"
        clerk.post(f"{address}do/forget_refused")
        assert clerk.get(f"{address}refused").status_code == 404
        assert "每晚工单" in text_of(clerk, "/office/imports/")

    def test_loses_nothing_that_was_chosen_when_it_is_refused(self, clerk: Client) -> None:
        address = handed_in(clerk, lists.text(lists.ENDED))

        answer = clerk.post(f"{address}reading", {**columns(), "column-number": "", "column-where": "点位"})

        assert answer.status_code == 422
        assert '<select class="pick" id="column-where" name="column-where"><option value=""' in answer.content.decode()
        assert "<option selected>点位</option>" in answer.content.decode()

    def test_says_what_is_wrong_with_a_file(self, clerk: Client) -> None:
        sent = {"source": "12345热线", "list": SimpleUploadedFile("a.csv", b"\x00\x01" * 50)}

        answer = clerk.post("/office/imports/hand-in", sent)

        assert answer.status_code == 422
        assert 'value="12345热线"' in answer.content.decode()

    def test_can_be_stopped(self, clerk: Client) -> None:
        address = handed_in(clerk, lists.text(lists.ENDED))

        clerk.post(f"{address}do/cancel")

        assert ImportRun.objects.get().state == "cancelled"

    def test_refuses_what_is_no_verb_and_what_comes_too_early(self, clerk: Client) -> None:
        address = handed_in(clerk, lists.text(lists.ENDED))

        assert clerk.post(f"{address}do/drop_tables").status_code == 404
        assert clerk.post(f"{address}do/start").status_code == 409

    def test_stands_in_the_rail_of_those_who_may(self, clerk: Client, office: Office) -> None:
        assert "/office/imports/" in text_of(clerk, "/office/imports/")
        assert "/office/imports/" not in text_of(client_of(office.idle), "/office/ledger/")
