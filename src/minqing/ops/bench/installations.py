"""Installations to be measured: a data folder, a database, the demo county in it."""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from minqing.ops.postgres import throwaway_cluster

BARE = "minqing.ops.bench.bare:application"
ROWS = "minqing.ops.bench.rows_alone:application"
OURS = "minqing.conf.wsgi:application"


@dataclass(frozen=True)
class Installation:
    """One installation: its name in the tables, its folder, and the environment its programs need."""

    name: str
    folder: Path
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of ours; every request may come from another address, as behind a proxy."""
        plain = {
            "DATA": str(self.folder),
            "DATABASE_URL": self.url,
            "BEHIND_PROXY": "1",
            "DUTY_PHONE": "0319-1100110",
            "DJANGO_SETTINGS_MODULE": "minqing.conf.settings.production",
            "PYTHONPATH": str(Path(__file__).resolve().parents[3]),
        }
        return {**os.environ, **plain}

    @property
    def bare(self) -> dict[str, str]:
        """Return the environment of the bare view: the same settings of the database, a file of its own on SQLite."""
        database = self.ask("minqing.ops.bench.inside", "database")
        if not self.url:
            database["NAME"] = str(self.folder / "bare.sqlite3")
        return {**self.environment, "BARE_DATABASE": json.dumps(database)}

    def run(self, *arguments: str, bare: bool = False) -> str:
        """
        Run a module of ours in this installation.

        :raises subprocess.CalledProcessError: if it fails.
        """
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            env=self.bare if bare else self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        )
        return done.stdout

    def ask(self, module: str, *arguments: str) -> dict[str, object]:
        """Run a module that prints one line of JSON at its end, and read it."""
        return dict(json.loads(self.run(module, *arguments).strip().splitlines()[-1]))


@contextmanager
def installations(folder: Path, kinds: list[str]) -> Iterator[list[Installation]]:
    """
    Prepare an empty installation for each kind of database, and take the cluster down afterwards.

    :param kinds: ``sqlite`` and ``postgres``.
    """
    made = []
    if "sqlite" in kinds:
        made.append(Installation("SQLite", _empty(folder / "sqlite")))
    if "postgres" not in kinds:
        yield made
        return
    with throwaway_cluster(Path(f"/tmp/mqb{secrets.token_hex(4)}"), careless=False) as cluster:  # noqa: S108  # a socket's path must be short
        yield [*made, Installation("PostgreSQL", _empty(folder / "postgres"), cluster.url)]


def _empty(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
