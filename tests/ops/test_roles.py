"""The role of web and worker on PostgreSQL: it may put words into the vault and never reads them there."""

from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from tests.ops.installation import Installation

pytestmark = pytest.mark.usefixtures("django_db_setup")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Installation:
    house = Installation(tmp_path_factory.mktemp("roles") / "house")
    assert house.say("migrate").returncode == 0
    return house


def as_web(house: Installation, statement: str) -> None:
    """Run one statement as the role of web and worker."""
    url = house.environment["DATABASE_URL"].replace("postgres://", "postgresql://")
    with psycopg.connect(url, options="-c role=minqing_web") as db:
        db.execute(statement)


class TestSetupRoles:
    def test_closes_the_vault_to_the_role_where_there_are_roles(self, house: Installation) -> None:
        done = house.say("setup-roles")

        if settings.TEST_DB == "sqlite":
            assert done.returncode == 1
            assert "PostgreSQL" in done.stderr
            return
        assert done.returncode == 0, done.stderr
        as_web(house, "SELECT count(*) FROM cases_case")
        for table in ("vault_case_key", "vault_sealed_text", "vault_matter_tag"):
            assert table in done.stdout
            for statement in (f"SELECT * FROM {table}", f"DELETE FROM {table}", f"TRUNCATE {table}"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    as_web(house, statement)

    def test_leaves_the_house_working(self, house: Installation, tmp_path: Path) -> None:
        if settings.TEST_DB == "sqlite":
            return
        house.say("setup-roles")
        web = Installation(house.data, **house.environment, DATABASE_ROLE="minqing_web")

        assert web.say("load-rules").returncode == 0
        assert web.say("verify-ledger").returncode == 0

    def test_is_done_by_the_first_start_too(self, tmp_path: Path, django_db_setup: None) -> None:
        web = Installation(tmp_path / "web", DATABASE_ROLE="minqing_web")
        if settings.TEST_DB == "sqlite":
            return

        assert web.say("migrate").returncode == 0
        assert web.say("load-calendar").returncode == 0
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            as_web(web, "SELECT * FROM vault_sealed_text")

    def test_may_be_repeated(self, house: Installation) -> None:
        if settings.TEST_DB == "postgres":
            assert [house.say("setup-roles").returncode for _ in range(2)] == [0, 0]
