"""The pages of the documentation hold: links lead somewhere, examples come true, named commands exist."""

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from minqing.ops.command_line import load_commands

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"python -m minqing ([a-z][a-z-]+)")
GUIDES = [page for page in PAGES if not {"adr", "reference"} & {*page.parts} and page.name != "CHANGELOG.md"]
SRC = ROOT / "src/minqing"
OF_TESTS = ("MINQING_FUZZ",)
SETTING = re.compile(r"\b[A-Z]{2,}(?:_[A-Z]+)+\b")
DATA_PATH = re.compile(r"(?:\$DATA|\bDATA|(?<![\w/])data)/([\w./-]+)")
LITERAL = re.compile(r"""["'/]([\w.-]+)(?=["'/])""")
WAY = re.compile(r"([\u4e00-\u9fff、]{2,})(?= →)")
"""The name of a page or a button in a way there: 常用答复 → 修改."""
TARGET = re.compile(r"\bmake ([a-z][a-z-]+)")


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


class TestPages:
    @pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
    def test_links_lead_somewhere(self, page: Path) -> None:
        links = [link.partition("#")[0] for link in LINK.findall(FENCE.sub("", text_of(page))) if "://" not in link]

        assert [link for link in links if link and not (page.parent / link).exists()] == []

    @pytest.mark.parametrize(
        "page", [page for page in PAGES if ">>> " in text_of(page)], ids=lambda page: str(page.relative_to(ROOT))
    )
    def test_examples_come_true(self, page: Path) -> None:
        assert doctest.testfile(str(page), module_relative=False, verbose=False).failed == 0

    def test_names_only_commands_that_exist(self) -> None:
        commands = set(load_commands())
        named = {(page.name, name) for page in PAGES for name in COMMAND.findall(text_of(page))}

        assert sorted(pair for pair in named if pair[1] not in commands) == []

    def test_names_only_targets_that_exist(self) -> None:
        targets = set(re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
        named = {
            (page.name, name)
            for page in PAGES
            for block in re.findall(r"`+[^`]+`+", text_of(page))
            for name in TARGET.findall(block)
        }

        assert sorted(pair for pair in named if pair[1] not in targets) == []


class TestNames:
    """Settings and paths that a page names are those of the code: a reader types what stands there."""

    def test_of_pages_on_a_way_are_those_on_the_screen(self) -> None:
        shown = "".join(text_of(file) for file in SRC.glob("**/zh_Hans/LC_MESSAGES/django.po"))
        named = {(page.name, name) for page in GUIDES for name in WAY.findall(text_of(page))}

        assert named
        assert sorted(pair for pair in named if f'msgstr "{pair[1]}"' not in shown) == []

    def test_of_settings_exist(self) -> None:
        named = {(page.name, name) for page in GUIDES for name in SETTING.findall(text_of(page))}

        assert named
        assert sorted(pair for pair in named if pair[1] not in {*settings.ENV_SETTINGS, *OF_TESTS}) == []

    def test_of_paths_are_written_or_shipped(self) -> None:
        written = {word for file in SRC.rglob("*.py") for word in LITERAL.findall(text_of(file))}
        shipped = {file.name for file in [*ROOT.glob("data/*"), *SRC.rglob("data/*")]}
        named = {(page.name, path.rstrip("/.")) for page in GUIDES for path in DATA_PATH.findall(text_of(page))}

        assert named
        assert sorted((page, path) for page, path in named if not set(path.split("/")) <= written | shipped) == []


class TestDecisions:
    def test_index_is_up_to_date(self) -> None:
        assert subprocess.run([sys.executable, ROOT / "tools/adr_index.py", "--check"], check=False).returncode == 0

    def test_each_decision_named_in_code_has_its_page(self) -> None:
        numbers = {file.name[:4] for file in (ROOT / "docs/adr").glob("[0-9]*.md")}
        named = {
            (file.name, int(number))
            for file in (ROOT / "src").rglob("*.py")
            for number in re.findall(r"(?:[Dd]ecision|ADR) (\d{1,4})\b", text_of(file))
        }

        assert sorted(pair for pair in named if f"{pair[1]:04}" not in numbers) == []

    def test_no_superseded_decision_is_named_as_one_that_holds(self) -> None:
        superseded = {
            file.name[:4] for file in (ROOT / "docs/adr").glob("[0-9]*.md") if "Status: superseded" in text_of(file)
        }
        named = {
            (file.name, number)
            for file in (*(ROOT / "src").rglob("*.py"), *GUIDES, *ROOT.glob("docs/reference/**/*.md"))
            for number in re.findall(r"(?:[Dd]ecision|ADR) (\d{4})\b", text_of(file))
        }

        assert superseded
        assert sorted(pair for pair in named if pair[1] in superseded) == []


class TestDependencies:
    def test_each_has_a_line(self) -> None:
        wanted = {
            name.lower()
            for file in (ROOT / "requirements").glob("*.in")
            for name in re.findall(r"^([A-Za-z0-9_.-]+)", text_of(file), re.MULTILINE)
            if not name.startswith("-")
        }
        described = {
            name.lower() for name in re.findall(r"^\| `([^`]+)`", text_of(ROOT / "docs/dependencies.md"), re.MULTILINE)
        }

        assert sorted(wanted - described) == []
