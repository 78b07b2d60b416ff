"""The command line: every command is there, helps, and refuses in one sentence."""

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from django.test import Client
from tests.factories import cases as make
from tests.factories import directory as staff

import minqing.territory
from minqing.cases.models import Case
from minqing.directory import queries as directory
from minqing.directory import service as directory_service
from minqing.directory.models import PostGrant
from minqing.ops.bootstrap import load_tables
from minqing.ops.command_line import load_commands, run_command
from minqing.territory import queries as places

GAOYI = Path(minqing.territory.__file__).parent / "data" / "divisions_gaoyi.csv"
REPORT = {"step": "photos", "go": "next", "words": "村口的路灯不亮。", "call": "none", "token": "a-token-of-this-phone"}
PROMISED = {
    "audit-rollups", "backup", "bench", "check-draw", "compile-messages", "create-admin", "dead-letters", "demo",
    "find-copy", "hand-messages", "health", "import-requests", "issue-key", "list-systems", "load-calendar",
    "load-divisions", "load-matters", "load-rules", "measures", "migrate", "print-codes", "rebuild-rollups",
    "receive-mail", "reference", "renew-roles", "reset-demo", "restore", "revoke-key", "rotate-keys", "run", "serve",
    "setup-roles", "suggestions", "verify-cases", "verify-ledger", "worker",
}  # fmt: skip


def say(*arguments: str) -> tuple[int, str, str]:
    """Run a command in this process: (status, what it printed, what it complained)."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = run_command(arguments)
        except SystemExit as end:
            status = int(end.code or 0)
    return status, out.getvalue(), err.getvalue()


class TestCommands:
    def test_are_all_there(self) -> None:
        assert set(load_commands()) == PROMISED

    @pytest.mark.parametrize("name", sorted(PROMISED))
    def test_help(self, name: str) -> None:
        status, words, _ = say(name, "--help")

        assert status == 0
        assert f"minqing {name}" in words


@pytest.mark.django_db
class TestCounty:
    def test_is_loaded_from_a_file_and_a_second_time_changes_nothing(self, tmp_path: Path) -> None:
        table = tmp_path / "divisions.csv"
        table.write_text(
            "code,name\n139901000000,青禾县\n139901101000,清源镇\n139901101203,柳河村村民委员会\n", encoding="utf-8"
        )

        trial = say("load-divisions", str(table), "--dry-run")[1]
        assert "什么都没有写入" in trial
        assert places.county() is None

        first, second = say("load-divisions", str(table)), say("load-divisions", str(table))

        assert (first[0], second[0]) == (0, 0)
        assert places.county() is not None
        assert "3" in first[1]
        assert first[1] != second[1]

    def test_that_cannot_be_read_is_refused_in_a_sentence(self, tmp_path: Path) -> None:
        status, _, complaint = say("load-divisions", str(tmp_path / "absent.csv"))

        assert status == 1
        assert "absent.csv" in complaint
        assert "Traceback" not in complaint

    def test_that_is_real_is_loaded_printed_scanned_and_sends_a_request(self, tmp_path: Path, client: Client) -> None:
        load_tables()
        assert say("load-divisions", str(GAOYI))[0] == 0
        status, printed, _ = say("print-codes", "130127103", "--into", str(tmp_path))
        sheets = [Path(line) for line in printed.splitlines() if line.endswith(".pdf")]
        villages = places.places_under("130127/103/", "village")
        assert (status, len(sheets)) == (0, len(villages))
        assert all(sheet.read_bytes().startswith(b"%PDF") for sheet in sheets)

        village = villages[0]
        (card,) = places.cards_of(village.path)
        scanned = client.get(f"/q/{card.code}")
        sent = client.post(f"/q/{card.code}/report", REPORT)

        assert village.name in scanned.content.decode()
        assert (sent.status_code, Case.objects.get().place_path) == (200, village.path)


@pytest.mark.django_db
class TestLoadCalendar:
    def test_says_what_a_year_lacks_and_when_it_is_complete(self, tmp_path: Path) -> None:
        half, rest = tmp_path / "half.csv", tmp_path / "rest.csv"
        half.write_text("日期,名称,上班\n2028-01-01,元旦,放假\n", encoding="utf-8")
        rest.write_text("日期,名称,上班\n2028-10-01,国庆节,放假\n", encoding="utf-8")

        first, second = say("load-calendar", str(half)), say("load-calendar", str(rest))

        assert (first[0], second[0]) == (0, 0)
        assert "2028 年的放假安排还不全，缺国庆节（2028-10-01 放假）" in first[1]
        assert "2028 年的放假安排齐了" in second[1]


@pytest.mark.django_db
class TestRenewRoles:
    def test_lists_first_and_then_gives_what_is_missing(self) -> None:
        make.county()
        row = staff.post(title="督查岗", name="王督查")
        where = {"org_path": staff.COUNTY, "place_path": staff.COUNTY}
        directory_service.give_role(post_id=row.id, role="overseer", actor=staff.founder(), at=staff.AT, **where)
        PostGrant.objects.filter(post=row, permission="cases.verify").delete()

        listed, held = say("renew-roles", "--list"), {one.permission for one in directory.grants_of(row.id)}
        done = say("renew-roles")

        assert "cases.verify" in listed[1]
        assert "cases.verify" not in held
        assert done[0] == 0
        assert "cases.verify" in {one.permission for one in directory.grants_of(row.id)}
        assert "cases.verify" not in say("renew-roles", "--list")[1]


@pytest.mark.django_db
class TestVerifyLedger:
    def test_finds_an_empty_ledger_sound(self) -> None:
        assert say("verify-ledger")[0] == 0


@pytest.mark.django_db
class TestDeadLetters:
    def test_lists_none_in_an_empty_house(self) -> None:
        status, words, _ = say("dead-letters", "--retry")

        assert status == 0
        assert "0" in words
