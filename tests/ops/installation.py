"""A whole installation of its own: its data folder, its database, its command line, as an operator meets it."""

import os
import subprocess
import sys
import uuid
from pathlib import Path

import psycopg
from django.conf import settings

__all__ = ["Installation", "new_database"]

SRC = Path(__file__).resolve().parents[2] / "src"


def new_database() -> str:
    """Make an empty PostgreSQL database in the run's own cluster; return its address."""
    name = f"house_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(host=str(settings.POSTGRES_FOLDER), user="postgres", dbname="postgres", autocommit=True) as db:
        db.execute(f'CREATE DATABASE "{name}"')
    return f"postgres://postgres@/{name}?host={settings.POSTGRES_FOLDER}"


class Installation:
    """One installation below a folder; SQLite or PostgreSQL, as the test run says."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.data = folder
        self.environment = environment
        if settings.TEST_DB == "postgres":
            self.environment.setdefault("DATABASE_URL", new_database())

    @property
    def words(self) -> dict[str, str]:
        """The environment its programs run in."""
        inherited = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TZ"}}
        return {**inherited, "DATA": str(self.data), "PYTHONPATH": str(SRC), **self.environment}

    def say(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Say something on its command line."""
        command = [sys.executable, "-m", "minqing", *arguments]
        return subprocess.run(
            command, env=self.words, capture_output=True, text=True, check=False, timeout=120, stdin=subprocess.DEVNULL
        )

    def run(self, script: str) -> str:
        """Run a few lines of Python inside it; return the last line they print."""
        said = self._python(script)
        assert said.returncode == 0, said.stderr
        return said.stdout.splitlines()[-1]

    def run_killed(self, script: str) -> None:
        """Run a few lines of Python inside it that end the process without a word: ``os._exit(9)``."""
        said = self._python(script)
        assert said.returncode == 9, said.stderr

    def _python(self, script: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", script], env=self._inside, capture_output=True, text=True, check=False, timeout=120
        )

    @property
    def _inside(self) -> dict[str, str]:
        settings_module = {"DJANGO_SETTINGS_MODULE": "minqing.conf.settings.production"}
        return {**self.words, **settings_module, "PYTHONPATH": f"{SRC}{os.pathsep}{SRC.parent}"}

    def start_script(self, script: str) -> subprocess.Popen[str]:
        """Start a few lines of Python inside it that go on until they are killed; read their lines from ``stdout``."""
        return subprocess.Popen(
            [sys.executable, "-c", script],
            env=self._inside,
            stdout=subprocess.PIPE,
            text=True,
            stdin=subprocess.DEVNULL,
        )

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start something that stays, in a process group of its own, like a shell does."""
        command = [sys.executable, "-m", "minqing", *arguments]
        return subprocess.Popen(
            command,
            env=self.words,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def sql(self, statement: str) -> None:
        """Run one statement as a person with a raw shell would, past all of our code."""
        if url := self.environment.get("DATABASE_URL"):
            with psycopg.connect(url.replace("@/", "@localhost/").replace("postgres://", "postgresql://")) as db:
                db.execute(statement)
            return
        import sqlite3

        with sqlite3.connect(self.data / "minqing.sqlite3") as rows:
            rows.execute(statement)
