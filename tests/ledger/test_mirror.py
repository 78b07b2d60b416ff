"""Seals outside the database: whoever rewrites the database cannot rewrite them."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from minqing.kernel.ref import Ref
from minqing.ledger.jobs import JOBS
from minqing.ledger.mirror import MirrorDiffers, compare, mirror_file, mirror_seals, mirrored_lines, note_restore
from minqing.ledger.models import Seal
from minqing.ledger.seals import seal_day

from .conftest import NOON, make_widget

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 8, 31)


@pytest.fixture(autouse=True)
def outside(settings: Any, tmp_path: Path) -> Path:
    settings.SEALS_DIR = tmp_path / "seals"
    return tmp_path / "seals"


def sealed(days: int) -> None:
    """Seal some days, one widget each."""
    for day in range(days):
        make_widget(subject=Ref("widget", str(day)))
        seal_day(MONDAY + timedelta(days=day), NOON + timedelta(days=day))


def rewrite(number: int, root: str) -> None:
    """Change a seal as somebody does who owns the database: past the guards."""
    row = Seal.objects.get(number=number)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger_seal'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("ALTER TABLE ledger_seal DISABLE TRIGGER ALL")
        cursor.execute("UPDATE ledger_seal SET root = %s WHERE number = %s", [root, row.number])


class TestMirrorSeals:
    def test_writes_each_seal_once_as_a_line_that_can_be_printed(self) -> None:
        sealed(2)
        one, two = Seal.objects.order_by("number")

        assert len(mirror_seals()) == 2
        assert mirror_seals() == []

        assert mirror_file().read_text().splitlines() == [
            f"seal 1 day 2026-08-31 facts {one.through} root {one.root}",
            f"seal 2 day 2026-09-01 facts {two.through} root {two.root}",
        ]

    def test_is_readable_by_nobody_else(self) -> None:
        sealed(1)
        mirror_seals()

        assert mirror_file().stat().st_mode & 0o077 == 0

    def test_begins_a_line_of_its_own_after_one_that_was_cut_off(self) -> None:
        sealed(1)
        mirror_seals()
        whole = mirror_file().read_text()
        mirror_file().write_text(whole[:20])

        mirror_seals()

        assert mirror_file().read_text() == f"{whole[:20]}\n{whole}"
        assert compare().why == ""

    def test_adds_nothing_to_a_rewritten_database(self) -> None:
        sealed(2)
        mirror_seals()
        before = mirror_file().read_text()
        rewrite(1, "0" * 64)
        make_widget(subject=Ref("widget", "more"))
        seal_day(MONDAY + timedelta(days=9), NOON)

        with pytest.raises(MirrorDiffers, match="seal 1"):
            mirror_seals()

        assert mirror_file().read_text() == before


class TestCompare:
    def test_finds_nothing_where_nothing_was_changed(self) -> None:
        sealed(2)
        mirror_seals()
        make_widget(subject=Ref("widget", "more"))
        seal_day(MONDAY + timedelta(days=5), NOON)

        found = compare()

        assert (found.kept, found.waiting, found.why) == (2, 1, "")

    def test_names_the_seal_that_was_rewritten(self) -> None:
        sealed(3)
        mirror_seals()
        rewrite(2, "f" * 64)

        assert compare().why.startswith("第 2 次封存")

    def test_misses_a_line_that_somebody_took_out_of_the_file(self) -> None:
        sealed(3)
        mirror_seals()
        lines = mirror_file().read_text().splitlines(keepends=True)
        mirror_file().write_text(lines[0] + lines[2])

        assert compare().why.startswith("第 2 次封存：数据库外记的是“没有”")

    def test_believes_the_first_line_of_a_seal_not_one_put_after_it(self) -> None:
        sealed(1)
        mirror_seals()
        rewrite(1, "a" * 64)
        with mirror_file().open("a") as file:
            file.write(f"seal 1 day 2026-08-31 facts 1 root {'a' * 64}\n")

        assert compare().why.startswith("第 1 次封存")


class TestNoteRestore:
    def test_lets_the_seals_after_the_backup_go_and_says_so_for_ever(self) -> None:
        sealed(1)
        mirror_seals()
        with mirror_file().open("a") as file:
            file.write(f"seal 2 day 2026-09-01 facts 7 root {'b' * 64}\n")

        note_restore(NOON)

        found = compare()
        assert found.why == ""
        assert found.restores == ("2026-09-02T12:00:00+08:00 (seal 1)",)
        assert "seal 2 day 2026-09-01 facts 7" in mirror_file().read_text()

    def test_refuses_a_backup_whose_seals_are_others(self) -> None:
        sealed(1)
        mirror_seals()
        rewrite(1, "c" * 64)

        with pytest.raises(MirrorDiffers):
            note_restore(NOON)

    def test_is_run_by_the_worker(self) -> None:
        sealed(1)
        JOBS["ledger.mirror"].run(NOON)

        assert len(mirrored_lines()) == 1
