"""After an erasure no file of the installation holds the number: not the messages, not a log, not a list."""

from pathlib import Path

import pytest
from tests.ops.installation import Installation

pytestmark = pytest.mark.usefixtures("django_db_setup")

BEGIN = """
import django; django.setup()
from datetime import timedelta
from django.conf import settings
from django.utils import timezone
from minqing.exchange.channels import sms
from minqing.exchange.channels.sweeping import sweep
from minqing.ledger.deliveries import run_due
from minqing.ledger.mirror import mirror_seals
from minqing.ledger.seals import seal_day
from minqing.vault import service
from tests.factories import cases as make
PHONE = "13800001234"
"""
FILED = """
filed = make.closed(make.county(), phone=PHONE, may_call=True)
while run_due(timezone.now()):
    pass
told = [one for one in sms.latest() if one.to == PHONE]
assert any("/rate/" in one.body for one in told), told
print(filed.number, len(told), told[-1].body)
"""
ERASED = """
later = make.AT + timedelta(days=400)
assert service.erase_due(later) == 1
seal_day(make.AT.date(), later)
mirror_seals()
print(len([one for one in sms.latest() if one.to == PHONE]))
"""


def holding(folder: Path, words: str) -> list[str]:
    """The files below a folder in which words stand."""
    return [str(file) for file in folder.rglob("*") if file.is_file() and words.encode() in file.read_bytes()]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Installation:
    county = Installation(tmp_path_factory.mktemp("erasing") / "county")
    assert county.say("migrate").returncode == 0
    return county


class TestErasure:
    def test_leaves_no_file_with_the_number_or_the_link(self, county: Installation) -> None:
        number, told, *_ = county.run(BEGIN + FILED).split()

        assert int(told) >= 2
        assert holding(county.data, "13800001234") == []  # sealed while it waits
        assert holding(county.data / "outbox", "/rate/") == []
        assert holding(county.data / "outbox", number) == []

        assert county.run(BEGIN + ERASED) == "0"
        assert list((county.data / "outbox/sms").glob("*.sealed")) == []
        assert holding(county.data, "13800001234") == []
        assert county.say("backup", str(county.data.parent / "backups")).returncode == 0
        assert holding(county.data.parent, "13800001234") == []
