"""A first visit stays below fifty kilobytes, all in, and fetches nothing from anybody else."""

import gzip
import re
from pathlib import Path

import pytest
from django.test import Client

import minqing.web.resident

from .conftest import Door
from .office import carry_to_the_end, filed

HOME = Path(minqing.web.resident.__file__).parent
STATIC = HOME / "static/resident"
MOST = 50 * 1024


def packed(text: bytes) -> int:
    return len(gzip.compress(text, compresslevel=6))


def weight_of_assets() -> int:
    return sum(packed(file.read_bytes()) for file in STATIC.iterdir())


class TestAssets:
    def test_leave_more_than_half_of_the_weight_to_the_page(self) -> None:
        assert weight_of_assets() < MOST / 2

    def test_name_no_address_of_others_and_no_font(self) -> None:
        for file in STATIC.iterdir():
            text = file.read_text(encoding="utf-8")

            assert not re.search(r"https?://|@import|@font-face|url\(", text), file.name


class TestFirstVisit:
    @pytest.mark.parametrize("path", ["", "/report"])
    def test_stays_below_fifty_kilobytes_all_in(self, client: Client, door: Door, path: str) -> None:
        page = client.get(f"/q/{door.card}{path}").content
        named = re.findall(rb'(?:href|src)="(/static/[^"]+)"', page)

        whole = packed(page) + sum(packed((STATIC / name.decode().rsplit("/", 1)[1]).read_bytes()) for name in named)

        assert whole < MOST
        assert all(name.startswith(b"/static/resident/") for name in named)

    def test_of_a_long_progress_page_too(self, client: Client, door: Door) -> None:
        case, receipt = filed(door, words="自来水三天没来了。" * 1_100)
        carry_to_the_end(case)
        client.post("/r", {"code": receipt})

        page = client.get("/r/mine").content

        assert packed(page) + weight_of_assets() < MOST


class TestTemplates:
    def test_hold_no_script_and_no_style_of_their_own(self) -> None:
        for file in (HOME / "templates").rglob("*.html"):
            text = file.read_text(encoding="utf-8")

            assert not re.search(r"<script(?! defer src=)|<style| style=|(?<![-\w])on\w+=\"|javascript:", text), (
                file.name
            )

    def test_name_their_variables_first(self) -> None:
        for file in (HOME / "templates").rglob("*.html"):
            assert "{% comment %}" in file.read_text(encoding="utf-8")[:400], file.name


class TestQuestionsToTheDatabase:
    def test_stay_few_on_the_first_page(self, client: Client, door: Door, django_assert_max_num_queries) -> None:
        with django_assert_max_num_queries(6):
            client.get(f"/q/{door.card}")

    def test_stay_few_between_the_steps(self, client: Client, door: Door, django_assert_max_num_queries) -> None:
        sent = {"step": "contact", "words": "自来水三天没来了", "call": "none"}

        with django_assert_max_num_queries(10):  # four find how much of the door an office may read, one what is public
            client.post(f"/q/{door.card}/report", sent)

    def test_stay_few_on_a_full_progress_page(self, client: Client, door: Door, django_assert_max_num_queries) -> None:
        case, receipt = filed(door)
        carry_to_the_end(case)
        client.post("/r", {"code": receipt})

        with django_assert_max_num_queries(30):
            client.get("/r/mine")
