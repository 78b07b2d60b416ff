"""Every text of the interface has its Chinese: catalogues are complete, and keep the placeholders of the English."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.utils.translation import templatize

SRC = Path(__file__).resolve().parents[2] / "src/minqing"
MARKERS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
CATALOGUES = sorted(SRC.rglob("locale/zh_Hans/LC_MESSAGES/django.po"))
TEXT = r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE = re.compile(rf"\b(gettext|ngettext|_)\(\s*u?{TEXT}", re.DOTALL)
IN_TEMPLATE_WITH_CONTEXT = re.compile(rf"\bn?pgettext\(\s*u?{TEXT},\s*u?{TEXT}", re.DOTALL)
ENTRY = re.compile(r'^((?:msgctxt .*\n)?msgid (?!""\nmsgstr).*\n(?:".*\n)*)', re.MULTILINE)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def owner(file: Path) -> Path:
    """Find the package whose catalogue holds a file's texts: the nearest folder above with a ``locale``."""
    for folder in file.parents:
        if (folder / "locale").is_dir():
            return folder
    return SRC


def texts_of_python(source: str) -> Iterator[tuple[str, ...]]:
    """Find the texts that Python code marks for translation."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name not in MARKERS:
            continue
        given = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if name in CONTEXT:
            yield tuple(given[1:2])
        else:
            yield tuple(given[: 2 if name in PLURAL else 1])


def marked() -> dict[Path, set[str]]:
    """Gather all marked texts: owning package → English texts."""
    found: dict[Path, set[str]] = {}
    for file in [*SRC.rglob("*.py"), *SRC.rglob("templates/**/*.html"), *SRC.rglob("templates/**/*.txt")]:
        if "migrations" in file.parts:
            continue
        source = file.read_text(encoding="utf-8")
        code = source if file.suffix == ".py" else templatize(source, origin=str(file))
        texts = texts_of_python(code) if file.suffix == ".py" else texts_of_template(code)
        for each in texts:
            found.setdefault(owner(file), set()).update(text for text in each[:1] if text)
    return found


def texts_of_template(code: str) -> Iterator[tuple[str, ...]]:
    """Find the texts in what Django makes of a template for its own extraction."""
    for match in IN_TEMPLATE.finditer(code):
        yield (ast.literal_eval(match.group(2)),)
    for match in IN_TEMPLATE_WITH_CONTEXT.finditer(code):
        yield (ast.literal_eval(match.group(2)),)


def messages(package: Path) -> dict[str, Message]:
    """Read a package's Chinese catalogue: English text → message; empty where there is none."""
    file = package / "locale/zh_Hans/LC_MESSAGES/django.po"
    if not file.exists():
        return {}
    with file.open("rb") as source:
        return {first(message.id): message for message in read_po(source) if message.id}


def translations() -> dict[tuple[str | None, str], dict[str, list[str]]]:
    """Gather all catalogues: context and English text → each Chinese for it → the packages that say so."""
    found: dict[tuple[str | None, str], dict[str, list[str]]] = {}
    for file in CATALOGUES:
        with file.open("rb") as source:
            for message in read_po(source):
                if message.id and message.string:
                    chinese = found.setdefault((message.context, first(message.id)), {})
                    chinese.setdefault(first(message.string), []).append(file.relative_to(SRC).parts[0])
    return found


def first(text: str | tuple[str, ...] | list[str]) -> str:
    return text if isinstance(text, str) else text[0]


class TestCatalogues:
    def test_every_marked_text_has_its_chinese(self) -> None:
        missing = [
            f"{package.relative_to(SRC)}: {text!r}"
            for package, texts in sorted(marked().items())
            for text in sorted(texts - {key for key, message in messages(package).items() if message.string})
        ]

        assert missing == []

    @pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: str(file.relative_to(SRC).parts[0]))
    def test_no_entry_is_fuzzy_or_loses_a_placeholder(self, file: Path) -> None:
        wrong = [
            key
            for key, message in messages(file.parents[3 - 1].parent).items()
            if message.fuzzy
            or not set(PLACEHOLDER.findall(str(message.string))) <= set(PLACEHOLDER.findall(str(message.id)))
        ]

        assert wrong == []

    @pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: str(file.relative_to(SRC).parts[0]))
    def test_no_entry_stands_twice(self, file: Path) -> None:
        """A reader keeps the first of two and says nothing; a translator changes the second and wonders."""
        times = Counter(ENTRY.findall(file.read_text(encoding="utf-8")))

        assert [entry for entry, count in times.items() if count > 1] == []

    def test_one_sentence_has_one_chinese_in_all_catalogues(self) -> None:
        two = {text: chinese for text, chinese in translations().items() if len(chinese) > 1}

        assert two == {}, "Choose the word of docs/reference/glossary.md, or tell the meanings apart by a context."
