"""The vault's tests: keys and photos in a folder of their own, and a channel that keeps what it was given."""

import json
import secrets
from pathlib import Path
from typing import Any

import pytest

from minqing.directory import channels


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> Path:
    """Give each test its own data folder and master key."""
    settings.DATA = tmp_path
    settings.SEALS_DIR = tmp_path / "seals"
    settings.VAULT_KEYS_FILE = tmp_path / "vault.json"
    settings.VAULT_KEYS_FILE.write_text(json.dumps({"1": secrets.token_hex(32)}))
    return tmp_path


@pytest.fixture
def messages(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """Register text messages and e-mail that land in a list."""
    sent: list[dict[str, str]] = []

    def keep(*, to: str, subject: str, body: str, key: str) -> None:
        sent.append({"to": to, "subject": subject, "body": body, "key": key})

    monkeypatch.setattr(channels, "_senders", {"sms": keep, "email": keep})
    return sent
