"""
Columns, tables and addresses that must not exist (guardrails G5, G6, G7, G14, P3).

Whoever adds one of them meets this test first. The lists may grow, never shrink.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.urls import get_resolver

HERE = Path(__file__).parent
FORBIDDEN = frozenset((HERE / "forbidden_words.txt").read_text("ascii").split())
GAME_AND_CLOCK = frozenset((HERE / "game_and_clock_words.txt").read_text("ascii").split())
ROOT = HERE.parents[1]
RECOGNISING = (
    "opencv", "dlib", "face", "insightface", "deepface", "mediapipe", "torch", "tensorflow", "onnx", "transformers",
    "sentence", "whisper", "speech", "vosk", "pyannote", "scikit", "spacy", "snownlp", "textblob", "nltk", "openai",
    "paddle", "hanlp",
)  # fmt: skip
ASKS = re.compile(r"geolocation|getUserMedia|watchPosition|mediaDevices|DeviceOrientation|fingerprintjs")
ROUTES_ALLOWED = frozenset({"track"})  # an address may follow a receipt; a column may not follow a person
PEOPLE = re.compile(
    r"(^|_)(resident|residents|citizen|citizens|petitioner|complainant|contact|contacts|customer|villager)s?$"
)
STAFF_PHONES = {
    ("directory_organisation", "phone"),
    ("directory_post", "work_phone"),
    ("directory_post", "email"),
    ("directory_dutyline", "phone"),
}
WAYS_TO_REACH = re.compile(r"(^|_)(phone|mobile|telephone|tel|email|wechat|openid|qq|address)($|_)")


def ours() -> list[Any]:
    """Every model of the house, also those that a later app brings."""
    return [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("minqing.")]


def columns() -> Iterator[tuple[str, str]]:
    """Every column of every table as the database itself names them, so that raw SQL hides nothing."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} LIMIT 0")
            yield from [(table, column[0]) for column in cursor.description]


def words_of(name: str) -> set[str]:
    """A name, its words, and its neighbouring words: ``risk_level_2`` → risk, level, 2, risk_level …"""
    parts = [part for part in re.split(r"[^a-z0-9]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()) if part]
    return {"_".join(parts[start:end]) for start in range(len(parts)) for end in range(start + 1, len(parts) + 1)}


def routes() -> Iterator[str]:
    """Every address with its name."""

    def walk(patterns: list[Any], before: str) -> Iterator[str]:
        for pattern in patterns:
            here = before + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns, here)
            else:
                yield f"{here} {pattern.name or ''}"

    return walk(get_resolver().url_patterns, "")


@pytest.mark.django_db
class TestWhatMustNotExist:
    def test_no_forbidden_columns(self) -> None:
        found = [(table, column) for table, column in columns() if (words_of(column) | words_of(table)) & FORBIDDEN]

        assert found == []

    def test_no_forbidden_fields_of_models(self) -> None:
        found = [
            (model.__name__, field.name)
            for model in ours()
            for field in model._meta.get_fields()
            if (words_of(field.name) | words_of(model.__name__)) & (FORBIDDEN | GAME_AND_CLOCK)
        ]

        assert found == []

    def test_no_forbidden_routes(self) -> None:
        found = [route for route in routes() if words_of(route) & (FORBIDDEN | GAME_AND_CLOCK) - ROUTES_ALLOWED]

        assert found == []

    def test_no_points_or_duration_tables(self) -> None:
        found = [
            (table, column) for table, column in columns() if (words_of(column) | words_of(table)) & GAME_AND_CLOCK
        ]

        assert found == []

    def test_no_table_of_residents(self) -> None:
        tables = {table for table, _column in columns()}
        named = [table for table in tables if PEOPLE.search(table)]
        models = [model.__name__ for model in ours() if PEOPLE.search("_".join(sorted(words_of(model.__name__))))]

        assert named == []
        assert models == []

    def test_no_way_to_reach_anybody_but_staff_lies_in_a_column(self) -> None:
        found = [
            (table, column)
            for table, column in columns()
            if WAYS_TO_REACH.search(column) and not column.startswith("has_") and (table, column) not in STAFF_PHONES
        ]

        assert found == []

    def test_no_dependency_recognises_people(self) -> None:
        locked = "\n".join((ROOT / f"requirements/{name}.txt").read_text("utf-8") for name in ("run", "node")).lower()
        packages = {line.split("==")[0] for line in locked.splitlines() if "==" in line}

        assert [name for name in packages if name.startswith(RECOGNISING)] == []
        assert len(packages) > 10

    def test_no_page_asks_for_position_camera_or_microphone(self) -> None:
        files = [file for ending in ("*.html", "*.js", "*.py") for file in (ROOT / "src/minqing").rglob(ending)]
        ours = [file for file in files if "vendor" not in file.parts]

        assert [file.name for file in ours if ASKS.search(file.read_text("utf-8"))] == []

    @pytest.mark.parametrize(
        "name", ["risk_level", "riskLevel", "last_risk_level_of_day", "GeoHistory", "petitioner_list", "user_agent"]
    )
    def test_would_notice_a_new_one(self, name: str) -> None:
        assert words_of(name) & FORBIDDEN

    @pytest.mark.parametrize("name", ["receipt_hash", "tracking_words", "checkpoint", "surface", "released_on_paper"])
    def test_does_not_trip_over_a_part_of_a_word(self, name: str) -> None:
        assert not words_of(name) & (FORBIDDEN - {"released"})
