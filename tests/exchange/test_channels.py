"""Messages leave once under one key."""

import stat
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from minqing.directory import channels
from minqing.exchange.channels import handing, sms
from minqing.exchange.channels.sweeping import sweep
from minqing.kernel.access import system_actor

OPERATOR = system_actor("operator")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path


class TestMail:
    def test_the_same_key_gives_the_same_message_id(self) -> None:
        for _ in range(2):
            channels.send("email", to="a@example.cn", subject="今日\n事项", body="一件", key="digest:1")

        first, second = mail.outbox
        assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
        assert first.subject == "今日 事项"

    def test_another_key_gives_another(self) -> None:
        for key in ("a", "b"):
            channels.send("email", to="a@example.cn", subject="s", body="b", key=key)

        assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 2


class TestSms:
    def test_a_repeated_message_is_written_once(self) -> None:
        for body in ("收到了", "收到了又一次"):
            channels.send("sms", to="19903990001", subject="", body=body, key="fact:1")

        assert [message.body for message in sms.latest()] == ["收到了"]

    def test_nobody_else_can_read_it(self) -> None:
        channels.send("sms", to="19903990001", subject="", body="收到了", key="fact:1")

        (file,) = sms.folder().iterdir()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert b"19903990001" not in file.read_bytes()

    def test_what_was_fetched_leaves_a_name_and_is_not_written_again(self) -> None:
        channels.send("sms", to="19903990001", subject="", body="收到了", key="fact:1")
        ((place, _message),) = sms.waiting()

        sms.handed_over(place)
        channels.send("sms", to="19903990001", subject="", body="收到了", key="fact:1")

        assert sms.latest() == []
        assert place.read_bytes() == b""

    def test_one_that_does_not_open_holds_up_no_other(self) -> None:
        channels.send("sms", to="19903990001", subject="", body="收到了", key="fact:1")
        next(sms.waiting())[0].with_stem("another").write_bytes(b"\x00\x00\x00\x09broken")

        assert [message.body for message in sms.latest()] == ["收到了"]


class TestForget:
    def test_removes_what_is_about_one_request_and_nothing_else(self) -> None:
        for key in ("case1/fact:1", "case1/fact:2", "case10/fact:1", "alarm:1"):
            channels.send("sms", to="19903990001", subject="", body=key, key=key)

        channels.forget("case1")

        assert {message.body for message in sms.latest()} == {"case10/fact:1", "alarm:1"}


class TestSweep:
    def test_removes_what_nobody_fetched_in_a_day_and_what_lies_in_plain_text(self, tmp_path: Path) -> None:
        channels.send("sms", to="19903990001", subject="", body="收到了", key="fact:1")
        (tmp_path / "outbox/mail").mkdir()
        (tmp_path / "outbox/mail/1.log").write_text("今日事项")
        (tmp_path / "outbox/sms/old.json").write_text('{"to": "19903990001"}')

        sweep(timezone.now() + timedelta(hours=23, minutes=59))
        assert len(sms.latest()) == 1
        assert not (tmp_path / "outbox/sms/old.json").exists()

        sweep(timezone.now() + timedelta(hours=24, minutes=1))
        assert [place for place in (tmp_path / "outbox").rglob("*") if place.is_file()] == []


PROGRAM = """#!{python}
import json, sys
message = json.load(sys.stdin)
if message["to"] == "19903990009":
    sys.exit(1)
open("{taken}", "a").write(message["to"] + " " + message["body"] + "\\n")
"""


class TestHandMessages:
    @pytest.fixture
    def taken(self, tmp_path: Path) -> Path:
        """What a county's program has given to its gateway; the program lies beside it."""
        taken = tmp_path / "taken.txt"
        program = tmp_path / "gateway"
        program.write_text(PROGRAM.format(python=sys.executable, taken=taken))
        program.chmod(0o700)
        return taken

    def test_gives_each_message_once_and_keeps_what_was_not_taken(self, taken: Path) -> None:
        for to in ("19903990001", "19903990009"):
            channels.send("sms", to=to, subject="", body="收到了", key=to)

        for _ in range(2):
            handing.hand_messages(actor=OPERATOR, at=timezone.now(), program=str(taken.with_name("gateway")))

        assert taken.read_text() == "19903990001 收到了\n"
        assert [message.to for message in sms.latest()] == ["19903990009"]

    def test_refuses_a_program_that_is_not_there_and_loses_nothing(self, tmp_path: Path) -> None:
        channels.send("sms", to="19903990001", subject="", body="收到了", key="1")

        with pytest.raises(handing.UnableToHand):
            handing.hand_messages(actor=OPERATOR, at=timezone.now(), program=str(tmp_path / "nothing"))

        assert len(sms.latest()) == 1


class TestDemoMessages:
    def test_are_shown_in_the_demo_and_nowhere_else(self, tmp_path: Path, client: Any) -> None:
        channels.send("sms", to="19903990001", subject="", body="收到了 <b>", key="fact:1")

        assert client.get("/demo/sms").status_code == 404
        (tmp_path / "demo-accounts.json").write_text("[]")
        page = client.get("/demo/sms")

        assert page.status_code == 200
        assert "收到了 &lt;b&gt;" in page.content.decode()
        assert "exchange/demo" in page.content.decode()  # its sheet of style

    def test_say_what_comes_here_while_there_is_none(self, tmp_path: Path, client: Any) -> None:
        (tmp_path / "demo-accounts.json").write_text("[]")

        page = client.get("/demo/sms").content.decode()

        assert 'class="none"' in page
        assert "<ol>" not in page
