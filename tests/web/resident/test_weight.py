"""A first visit stays below fifty kilobytes, all in, and fetches nothing from anybody else."""

import gzip
import re
from pathlib import Path

import minqing.web.resident

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
