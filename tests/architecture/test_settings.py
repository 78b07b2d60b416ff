"""Every setting has a sentence of help, and nothing reads the environment behind its back."""

import re
from pathlib import Path

import pytest
from django.conf import settings

SRC = Path(__file__).resolve().parents[2] / "src/minqing"


class TestSettings:
    @pytest.mark.parametrize("name", sorted(settings.ENV_SETTINGS))
    def test_each_has_help_and_a_group(self, name: str) -> None:
        setting = settings.ENV_SETTINGS[name]

        assert setting.help.endswith(".")
        assert setting.group

    def test_only_env_reads_the_environment(self) -> None:
        allowed = {SRC / "conf/env.py", SRC / "conf/wsgi.py", SRC / "__main__.py", SRC / "conf/settings/test.py"}
        allowed.add(SRC / "ops/bench/bare.py")  # not our house: a bare Django of its own, to measure beside
        readers = [
            file
            for file in SRC.rglob("*.py")
            if file not in allowed
            and re.search(r"os\.(environ\.get|environ\[|getenv)", file.read_text(encoding="utf-8"))
        ]

        assert readers == []
