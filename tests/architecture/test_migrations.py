"""Migrations: none missing, each named, none importing today's code, all guards standing."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from minqing.ledger.guards import guarded_tables, missing_guards

SRC = Path(__file__).resolve().parents[2] / "src/minqing"
FILES = sorted(SRC.rglob("migrations/0*.py"))
MAY_IMPORT = re.compile(r"minqing\.(kernel\..+|\w+\.(guards|fields))")  # ADR 0039


def imports(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return names | {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}


class TestMigrations:
    @pytest.mark.django_db
    def test_none_is_missing(self) -> None:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)

    def test_each_is_named_for_what_it_does(self) -> None:
        unnamed = [file.name for file in FILES if re.search(r"_(auto|initial)(_|\.)", file.name)]

        assert unnamed == []

    def test_none_imports_the_code_of_today(self) -> None:
        found = [
            f"{file.relative_to(SRC)}: {name}"
            for file in FILES
            for name in imports(file)
            if name.startswith("minqing") and not MAY_IMPORT.fullmatch(name)
        ]

        assert found == []

    @pytest.mark.django_db
    def test_every_guard_stands_after_all_of_them(self) -> None:
        assert guarded_tables()
        assert missing_guards() == []

    @pytest.mark.django_db
    def test_every_guarded_table_names_all_its_unique_keys(self) -> None:
        tables = {model._meta.db_table: model for model in apps.get_models()}
        forgotten = []
        for table, guard in guarded_tables().items():
            declared = {frozenset(key) for key in guard.unique}
            forgotten += [f"{table}{sorted(key)}" for key in unique_keys(table) - declared]
            assert table in tables

        assert forgotten == []


def unique_keys(table: str) -> set[frozenset[str]]:
    """Ask the database for every unique key of a table."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table)
    return {frozenset(each["columns"]) for each in found.values() if each["unique"] and each["columns"]}
