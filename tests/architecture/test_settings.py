"""Every setting has a sentence of help, and nothing reads the environment behind its back."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import global_settings, settings

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

    def test_each_of_our_own_is_read_somewhere(self) -> None:
        base = (SRC / "conf/settings/base.py").read_text(encoding="utf-8")
        stored = {
            node.id
            for node in ast.walk(ast.parse(base))
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and not hasattr(global_settings, node.id)
        }
        others = "\n".join(
            file.read_text(encoding="utf-8")
            for folder in (SRC, SRC.parents[1] / "tests")
            for file in folder.rglob("*.py")
            if file.name != "base.py"
        )
        unread = {
            name
            for name in stored
            if not re.search(rf"\b{name}\b", others) and len(re.findall(rf"\b{name}\b", base)) < 2
        }

        assert unread - OF_OTHERS == set()


OF_OTHERS = {"CONTENT_SECURITY_POLICY", "EMAIL_FILE_PATH", "WHITENOISE_KEEP_ONLY_HASHED_FILES"}
"""Read by the libraries that they are named after."""
