"""Messages leave once under one key."""

import stat
from pathlib import Path
from typing import Any

import pytest
from django.core import mail

from minqing.directory import channels
from minqing.exchange.channels import sms


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

        file = next(sms.folder().glob("*.json"))
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert not list(sms.folder().glob("*.tmp"))


class TestDemoMessages:
    def test_are_shown_in_the_demo_and_nowhere_else(self, tmp_path: Path, client: Any) -> None:
        channels.send("sms", to="19903990001", subject="", body="收到了 <b>", key="fact:1")

        assert client.get("/demo/sms").status_code == 404
        (tmp_path / "demo-accounts.json").write_text("[]")
        page = client.get("/demo/sms")

        assert page.status_code == 200
        assert "收到了 &lt;b&gt;" in page.content.decode()
