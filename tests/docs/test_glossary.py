"""Every thing that code has a name for has its Chinese word in the glossary, once."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from minqing.directory.facts import ROLE_CODES
from minqing.directory.roles import ROLES
from minqing.ledger.facts import FACT_TYPES

GLOSSARY = Path(__file__).resolve().parents[2] / "docs/reference/glossary.md"
ROW = re.compile(r"^\| *(?P<chinese>[^|]+?) *\| *`(?P<code>[a-z0-9_.]+)` *\| *(?P<meaning>[^|]+?) *\|$", re.MULTILINE)


def rows() -> list[re.Match[str]]:
    return list(ROW.finditer(GLOSSARY.read_text(encoding="utf-8")))


def snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def models() -> list[str]:
    ours = [config for config in apps.get_app_configs() if config.name.startswith("minqing.")]
    return sorted({snake(model.__name__) for config in ours for model in config.get_models()})


class TestGlossary:
    @pytest.mark.parametrize("kind", ["model", "fact", "role"])
    def test_has_a_line_for_each(self, kind: str) -> None:
        names = {"model": models(), "fact": sorted(FACT_TYPES), "role": sorted({*ROLES, *ROLE_CODES})}[kind]
        codes = {row["code"] for row in rows()}

        assert [name for name in names if name not in codes] == []

    def test_speaks_chinese_in_its_first_column(self) -> None:
        assert [row[0] for row in rows() if not re.search(r"[一-鿿]", row["chinese"])] == []

    def test_names_no_fact_that_nothing_declares(self) -> None:
        named = {row["code"] for row in rows() if "." in row["code"]}

        assert named - set(FACT_TYPES) == set()
