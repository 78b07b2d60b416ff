"""Files stay small, names say what they hold, and no machine's path or registry gets in."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "util", "helper"}
LONGEST_FILE, LONGEST_TEST, LONGEST_TEMPLATE, LONGEST_FUNCTION = 340, 400, 120, 50
ADDRESS = re.compile(r"""(registry|resolved|index-url)["']? *[:=] *\{? *["']?https?://""")


def tracked(*patterns: str) -> list[Path]:
    """List files that are committed or about to be, so that scratch files of a machine do not count."""
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout.splitlines()  # fmt: skip
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def named(files: Iterator[tuple[Path, int]]) -> list[str]:
    return [f"{file.relative_to(ROOT)}: {count}" for file, count in files]


class TestSizes:
    def test_keeps_python_files_short(self) -> None:
        files = [file for file in tracked("src/*.py", "tools/*.py") if "migrations" not in file.parts]

        assert named((file, lines(file)) for file in files if lines(file) > LONGEST_FILE) == []

    def test_keeps_test_files_short(self) -> None:
        files = tracked("tests/*.py")

        assert named((file, lines(file)) for file in files if lines(file) > LONGEST_TEST) == []

    def test_keeps_templates_short(self) -> None:
        files = tracked("src/*.html")

        assert named((file, lines(file)) for file in files if lines(file) > LONGEST_TEMPLATE) == []

    def test_keeps_functions_short(self) -> None:
        found = [
            f"{file.relative_to(ROOT)}:{node.lineno} {node.name}"
            for file in tracked("src/*.py")
            if "migrations" not in file.parts
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.FunctionDef) and body_length(node) > LONGEST_FUNCTION
        ]

        assert found == []


def body_length(function: ast.FunctionDef) -> int:
    """Count a function's lines without its docstring and signature."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


class TestNames:
    def test_calls_no_module_after_nothing(self) -> None:
        found = [file for file in tracked("src/*.py", "tests/*.py") if file.stem in FORBIDDEN_NAMES]

        assert found == []

    def test_gives_every_package_a_docstring(self) -> None:
        packages = [file for file in tracked("src/*__init__.py") if "migrations" not in file.parts]

        without = [
            str(file.relative_to(ROOT)) for file in packages if not ast.get_docstring(ast.parse(file.read_text()))
        ]

        assert without == []

    @pytest.mark.parametrize("pattern", ["*.py", "*.md", "*.txt", "*.json", "*.toml", "*.sh", "Makefile", ".ci/*"])
    def test_names_no_registry(self, pattern: str) -> None:
        found = [file for file in tracked(pattern) if ADDRESS.search(file.read_text(encoding="utf-8"))]

        assert found == []
